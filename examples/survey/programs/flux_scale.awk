# Puts the flux scale into the header that SCAMP made: the median of true less measured magnitude of reference stars makes every image one of the zero point 30.
# SCAMP's magnitudes are those of a second's light. usage: awk -v seconds=EXPOSURE-TIME -f flux_scale.awk FULL-CATALOGUE HEADER; in the catalogue, file 0 is the reference, and comments name the columns
FNR == 1 { file++ }
file == 1 && /^#/ { column[$3] = $2; next }
file == 1 { if ($(column["CATALOG_NUMBER"]) == 0) reference[$1] = $(column["MAG"]); else if ($(column["FLAGS_EXTRACTION"]) == 0) measured[$1] = $(column["MAG"]); next }
file == 2 && !settled {
    for (s in reference)
        if ((s in measured) && measured[s] < 90) difference[++n] = reference[s] - measured[s]
    if (n < 5) { print "only " n + 0 " reference stars were found" > "/dev/stderr"; exit 3 }
    for (i = 2; i <= n; i++) { d = difference[i]; for (j = i - 1; j > 0 && difference[j] > d; j--) difference[j + 1] = difference[j]; difference[j + 1] = d }
    zero = n % 2 ? difference[(n + 1) / 2] : (difference[n / 2] + difference[n / 2 + 1]) / 2
    printf "zero point %.4f from %d stars\n", zero, n > "/dev/stderr"
    settled = 1
}
/^FLXSCALE/ { printf "FLXSCALE= %20.12E / makes the zero point 30\n", exp(log(10) * 0.4 * (30 - zero)) / seconds; next }
{ gsub(/[^ -~]/, "?"); print }
