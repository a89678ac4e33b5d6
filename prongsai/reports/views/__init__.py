"""Pages and files of this room: reports, what is handed out to lead into a survey, letters."""
