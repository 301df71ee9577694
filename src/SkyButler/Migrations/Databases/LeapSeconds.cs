using System.Globalization;
using System.Text;
using SkyButler.Dimensions.Times;

namespace SkyButler.Migrations.Databases;

/// <summary>How many seconds TAI is ahead of UTC, as SQL.</summary>
internal static class LeapSeconds
{
    /// <summary>A CASE over the days on which the difference changed.</summary>
    /// <param name="isSince">A test whether something is on or after a day, which is given as <c>yyyy-MM-dd</c>.</param>
    public static string Sql(Func<string, string> isSince)
    {
        var sql = new StringBuilder("CASE");
        for (var year = 2035; year >= 1972; year--)
        {
            foreach (var month in (int[])[7, 1])
            {
                var date = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
                var now = Difference(date);
                if (now != Difference(date.AddDays(-1)))
                    sql.Append(CultureInfo.InvariantCulture, $" WHEN {isSince(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))} THEN {now}");
            }
        }

        return sql.Append(" ELSE 10 END").ToString();
    }

    private static long Difference(DateTime utc) => (TaiTime.FromUtc(utc) - TaiTime.FromTai(utc)) / 1_000_000_000;
}
