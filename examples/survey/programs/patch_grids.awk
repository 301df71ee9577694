# Of the listing 'butler dump-skymap REPO SKYMAP --tracts --format csv': the pixels of each patch as a header for SWarp, and a table for 'butler ingest-files'.
# usage: awk -v size=1100 -v border=50 -v scale=0.4 -v folder=FOLDER -f patch_grids.awk TRACTS > TABLE
BEGIN { FS = ","; print "file,tract,patch" }
NR > 1 {
    for (y = 0; y < $5; y++) for (x = 0; x < $4; x++) {
        name = folder "/" $1 "_" (y * $4 + x) ".head"
        left = x * size - (x > 0 ? border : 0); right = (x + 1) * size + (x < $4 - 1 ? border : 0)
        bottom = y * size - (y > 0 ? border : 0); top = (y + 1) * size + (y < $5 - 1 ? border : 0)
        printf "SIMPLE  =                    T\nBITPIX  =                  -32\nNAXIS   =                    2\n" > name
        printf "NAXIS1  = %20d\nNAXIS2  = %20d\n", right - left, top - bottom > name
        printf "CTYPE1  = 'RA---TAN'\nCTYPE2  = 'DEC--TAN'\nCUNIT1  = 'deg     '\nCUNIT2  = 'deg     '\nRADESYS = 'ICRS    '\nEQUINOX =               2000.0\n" > name
        printf "CRVAL1  = %20.12f\nCRVAL2  = %20.12f\nCRPIX1  = %20.3f\nCRPIX2  = %20.3f\n", $2, $3, ($6 + 1) / 2 - left, ($7 + 1) / 2 - bottom > name
        printf "CD1_1   = %20.15f\nCD1_2   =                  0.0\nCD2_1   =                  0.0\nCD2_2   = %20.15f\nEND\n", -scale / 3600, scale / 3600 > name
        close(name)
        print name "," $1 "," (y * $4 + x)
    }
}
