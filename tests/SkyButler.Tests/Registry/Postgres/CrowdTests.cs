using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Registry.Postgres;

/// <summary>Far more clients than the server has room for.</summary>
public sealed class CrowdTests
{
    private const int Room = 30;
    private const int Writers = 300;
    private const int Batches = 2;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_hundred_clients_write_small_batches_where_there_is_room_for_thirty()
    {
        await using var test = await CrowdedAsync(Room);
        var raw = await test.TypeAsync("raw", false, "exposure", "detector");
        await test.Registry.Collections.RegisterAsync([.. Enumerable.Range(0, Writers).Select(i => $"run{i}")], CollectionType.Run, null, Cancel);
        var batches = (from e in Enumerable.Range(1, Batches) select Enumerable.Range(1, 4).Select(d => test.DataId(("instrument", "Cam1"), ("exposure", (long)e), ("detector", (long)d))).ToArray()).ToArray();

        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => WriteAsync(i), Cancel)));

        written.SelectMany(w => w).Distinct().Count().ShouldBe(Writers * Batches * 4);
        for (var i = 0; i < Writers; i++)
            (await test.FindAsync(raw, [$"run{i}"], null, [.. batches.SelectMany(b => b)])).ShouldBe(written[i].Select(id => (Guid?)id));

        async Task<List<Guid>> WriteAsync(int writer)
        {
            // Each its own client, as if it were a process.
            await using var client = await test.OpenAsync(RegistryAccess.ReadWrite);
            var ids = new List<Guid>();
            foreach (var batch in batches)
                ids.AddRange((await client.Datasets.InsertAsync(raw, $"run{writer}", batch, DatasetIdMode.Unique, Cancel)).Select(d => d.Id));
            return ids;
        }
    }

    [Fact]
    public async Task Who_finds_no_room_in_time_is_told_so()
    {
        await using var test = await CrowdedAsync(1);
        await test.Registry.TransactAsync(
            async _ =>
            {
                var error = await Should.ThrowAsync<RegistryException>(SqlRegistry.OpenAsync(test.Settings with { LockWait = TimeSpan.FromMilliseconds(50) }, RegistryAccess.ReadWrite, Cancel));
                error.Message.ShouldContain("too many connections");
                error.Message.ShouldNotContain('\n');
            },
            Cancel);
    }

    // A user of whom the server takes so many at a time stands for a server that takes so many of anybody.
    private static async Task<TestRegistry> CrowdedAsync(int room)
    {
        var user = $"crowd_{Guid.NewGuid():N}";
        await PostgresTestServer.RunAsync($"CREATE ROLE {user} LOGIN CONNECTION LIMIT {room}; GRANT CREATE ON DATABASE postgres TO {user}");
        return await TestRegistry.WithInstrumentAsync(server: (await PostgresServer.UrlAsync()).Replace("postgres@", $"{user}@", StringComparison.Ordinal));
    }
}
