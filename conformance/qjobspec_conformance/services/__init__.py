"""What a service does to a job: plots that shrink, the perturbations in them, and the player that plays them."""
