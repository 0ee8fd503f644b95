"""What a network says of itself and of what it is made of, asked for in its own languages."""
