-- Who runs the site (主办), in English: the footer of an English page names the organiser too.
alter table tenant add column english_organiser text not null default '';
