# One table of catalogues with heads (ASCII_HEAD) that are called DETECTOR.cat.
/^#/ { if (FILENAME == first || !first) { first = FILENAME; head = head "," tolower($3) } next }
!headed { print "detector" head; headed = 1 }
{ detector = FILENAME; sub(/\.cat$/, "", detector); gsub(/ +/, ","); sub(/^,/, ""); print detector "," $0 }
