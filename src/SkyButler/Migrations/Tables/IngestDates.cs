using System.Globalization;
using System.Text;
using SkyButler.Dimensions.Times;

namespace SkyButler.Migrations.Tables;

/// <summary>Turns dates of ingest from UTC calendar text into TAI nanoseconds, inside the database.</summary>
internal static class IngestDates
{
    /// <summary>SQL of the nanoseconds of the text in a column; NULL where it is no date.</summary>
    public static string FromText(string column)
    {
        // Microseconds stand after the twentieth character, if any do.
        var seconds = $"CAST(strftime('%s', substr({column}, 1, 19)) AS INTEGER)";
        var nanoseconds = $"CAST(substr(substr({column}, 21) || '000000000', 1, 9) AS INTEGER)";
        return $"({seconds} + {LeapSeconds(column)}) * 1000000000 + {nanoseconds}";
    }

    // Compared as text: both sides are ISO dates, and T sorts after a blank, which at midnight makes no difference.
    private static string LeapSeconds(string column)
    {
        var sql = new StringBuilder("CASE");
        for (var year = 2035; year >= 1972; year--)
        {
            foreach (var month in (int[])[7, 1])
            {
                var date = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
                var now = Difference(date);
                if (now != Difference(date.AddDays(-1)))
                    sql.Append(CultureInfo.InvariantCulture, $" WHEN substr({column}, 1, 10) >= '{date:yyyy-MM-dd}' THEN {now}");
            }
        }

        return sql.Append(" ELSE 10 END").ToString();
    }

    private static long Difference(DateTime utc) => (TaiTime.FromUtc(utc) - TaiTime.FromTai(utc)) / 1_000_000_000;
}
