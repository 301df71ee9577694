using SkyButler.Queries;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries;

/// <summary>What is divided by nothing is unknown, whatever the database.</summary>
public abstract class ZeroDivisorContract(DatabaseKind kind)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("detector / (detector - 2) >= 1", new long[] { 3, 4 })]
    [InlineData("NOT 4 % (detector - 2) > 0", new long[] { 1, 3, 4 })]
    [InlineData("detector % 0 = 1", new long[0])]
    [InlineData("detector / zero = 1", new long[0])]
    public async Task A_division_by_zero_is_unknown(string condition, long[] expected)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var query = new DataIdQuery { Dimensions = ["detector"], Where = $"instrument = 'Cam1' AND {condition}", Bind = new Dictionary<string, object?> { ["zero"] = 0 } };

        var found = await new QueryEngine(test.Registry).DataIdsAsync(query, Cancel).Select(d => d["detector"].Number).ToListAsync(Cancel);

        found.ShouldBe(expected, ignoreOrder: true);
    }

    public sealed class OnSqlite() : ZeroDivisorContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : ZeroDivisorContract(DatabaseKind.Postgres);
}
