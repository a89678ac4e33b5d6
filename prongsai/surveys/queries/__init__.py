"""What is asked, where it is answered, and how many have answered; never who or when."""
