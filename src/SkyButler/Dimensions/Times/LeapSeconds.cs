namespace SkyButler.Dimensions.Times;

/// <summary>TAI − UTC in whole seconds (IERS Bulletin C); the last step was on 2017-01-01, and none is announced since.</summary>
internal static class LeapSeconds
{
    // The dates on which TAI - UTC grew by one second; it was 10 s when the steps began.
    private static readonly DateTime[] Steps =
    [
        new(1972, 7, 1), new(1973, 1, 1), new(1974, 1, 1), new(1975, 1, 1), new(1976, 1, 1), new(1977, 1, 1), new(1978, 1, 1),
        new(1979, 1, 1), new(1980, 1, 1), new(1981, 7, 1), new(1982, 7, 1), new(1983, 7, 1), new(1985, 7, 1), new(1988, 1, 1),
        new(1990, 1, 1), new(1991, 1, 1), new(1992, 7, 1), new(1993, 7, 1), new(1994, 7, 1), new(1996, 1, 1), new(1997, 7, 1),
        new(1999, 1, 1), new(2006, 1, 1), new(2009, 1, 1), new(2012, 7, 1), new(2015, 7, 1), new(2017, 1, 1),
    ];

    public static int At(DateTime utc)
    {
        var seconds = 10;
        foreach (var step in Steps)
        {
            if (utc < step)
                break;
            seconds++;
        }

        return seconds;
    }
}
