using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Tests.Queries.Oracle.Worlds;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries;

/// <summary>Dates of ingest that are kept as calendar text, to the microsecond, compare with times of any fineness as numbers would.</summary>
public abstract class CalendarDateContract(DatabaseKind kind)
{
    private const long Microsecond = 1000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2024-01-10T12:00:37")]
    [InlineData("2024-01-10T12:00:37.000001")]
    public async Task Times_between_two_microseconds_are_before_one_and_after_the_other(string date)
    {
        var ingested = TaiTime.ParseIso(date);
        await using var test = await TestRegistry.WithInstrumentAsync(RegistryVariant.IntegerKeysTextDates, kind);
        await using var registry = await SqlRegistry.OpenAsync(test.Settings with { Clock = new SettableClock { Tai = ingested } }, RegistryAccess.ReadWrite, Cancel);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);
        await registry.Datasets.InsertAsync(raw, "a", [test.Detector(1)], DatasetIdMode.Unique, Cancel);
        var queries = new QueryEngine(registry);

        foreach (var offset in (long[])[-Microsecond, -600, -400, -1, 0, 1, 400, 600, Microsecond])
        {
            var time = ingested + offset;
            (await HoldsAsync("ingest_date < t")).ShouldBe(ingested < time, $"< {offset}");
            (await HoldsAsync("ingest_date <= t")).ShouldBe(ingested <= time, $"<= {offset}");
            (await HoldsAsync("ingest_date > t")).ShouldBe(ingested > time, $"> {offset}");
            (await HoldsAsync("ingest_date >= t")).ShouldBe(ingested >= time, $">= {offset}");
            (await HoldsAsync("ingest_date = t")).ShouldBe(ingested == time, $"= {offset}");
            (await HoldsAsync("ingest_date != t")).ShouldBe(ingested != time, $"!= {offset}");
            (await HoldsAsync("t < ingest_date")).ShouldBe(time < ingested, $"{offset} <");
            (await HoldsAsync("t <= ingest_date")).ShouldBe(time <= ingested, $"{offset} <=");
            (await HoldsAsync("t > ingest_date")).ShouldBe(time > ingested, $"{offset} >");
            (await HoldsAsync("t >= ingest_date")).ShouldBe(time >= ingested, $"{offset} >=");
            (await HoldsAsync("ingest_date IN (t)")).ShouldBe(ingested == time, $"IN {offset}");

            async Task<bool> HoldsAsync(string condition) => await queries.DatasetsAsync(
                new() { DatasetType = "raw", Collections = ["a"], Where = condition, Bind = new Dictionary<string, object?> { ["t"] = new TaiInstant(time) } }, Cancel).AnyAsync(Cancel);
        }
    }

    public sealed class OnSqlite() : CalendarDateContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : CalendarDateContract(DatabaseKind.Postgres);
}
