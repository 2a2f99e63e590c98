alter table tenant drop column english_organiser;
