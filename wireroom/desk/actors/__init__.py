"""Those who are quoted: found, named, given other names, made one."""
