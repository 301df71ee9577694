using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Tables.Fills;

/// <summary>
/// Makes the records of <c>day_obs</c> from the days that exposures and visits name. A day lasts 24 hours TAI from an hour that
/// depends on the observatory; where that is not known, the record has no timespan.
/// </summary>
internal sealed class DayFill(IReadOnlyDictionary<string, double> offsets) : ITableFill
{
    private static readonly RowInsert Insert = new(
        "day_obs",
        new ColumnDefinition("instrument", ColumnType.String, 32),
        new ColumnDefinition("id", ColumnType.Int),
        new ColumnDefinition("timespan", ColumnType.Timespan) { IsNullable = true });

    public async Task<FillForecast> ForecastAsync(Database database, Func<string, string> source, CancellationToken cancellationToken)
    {
        var days = await DaysAsync(database, source, cancellationToken).ConfigureAwait(false);
        var unknown = days.Where(d => d.Timespan is null).Select(d => d.Instrument).Distinct(StringComparer.Ordinal);
        return new(
            days.Count,
            [],
            [.. unknown.Select(i => $"When the observing day of '{i}' begins is not known for all its days, so some of their records get no timespan; say --day-offset {i}=HOURS.")]);
    }

    public async Task<long> FillAsync(Database database, Func<string, string> source, CancellationToken cancellationToken)
    {
        var days = await DaysAsync(database, source, cancellationToken).ConfigureAwait(false);
        return await database.InsertAsync(
            Insert,
            days,
            (row, day) =>
            {
                row.Write(day.Instrument);
                row.Write(day.Id);
                row.Write(day.Timespan);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<(string Instrument, long Id, Timespan? Timespan)>> DaysAsync(Database database, Func<string, string> source, CancellationToken cancellationToken)
    {
        var query = database.Sql().Raw(
            $"SELECT d.instrument, d.day_obs, i.class_name FROM (SELECT instrument, day_obs FROM {source("exposure")} UNION SELECT instrument, day_obs FROM {source("visit")}) AS d "
            + $"JOIN {source("instrument")} AS i ON i.name = d.instrument WHERE d.day_obs IS NOT NULL ORDER BY 1, 2").Build(ColumnType.String, ColumnType.Int, ColumnType.String);
        var days = new List<(string, long, Timespan?)>();
        await foreach (var batch in database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                days.Add((batch.Text(0, row), batch.Number(1, row), TimespanOf(batch.Text(0, row), batch.TextOrNull(2, row), batch.Number(1, row))));
        return days;
    }

    private Timespan? TimespanOf(string instrument, string? className, long day)
    {
        if (!DateTime.TryParseExact(day.ToString("d8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        var offset = offsets.TryGetValue(instrument, out var hours) ? TimeSpan.FromHours(hours) : ObservingDays.Offset(className, date);
        return offset is { } known ? Timespan.Between(TaiTime.FromTai(date + known), TaiTime.FromTai(date + known + TimeSpan.FromDays(1))) : null;
    }
}
