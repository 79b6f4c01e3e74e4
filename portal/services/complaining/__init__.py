"""What the portal does with complaints."""
