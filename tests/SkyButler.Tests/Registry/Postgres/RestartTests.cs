using System.Collections.Concurrent;
using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Postgres;

/// <summary>The server is restarted while many clients write.</summary>
public sealed class RestartTests
{
    private const int Clients = 4;
    private const int WritersOfEach = 4;

    // Rounds of each writer around the restarts, the last of which must all succeed.
    private const int Rest = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task What_a_restart_cuts_off_is_there_wholly_or_not_at_all_and_as_was_told(string manner)
    {
        await using var server = await RestartableServer.StartAsync();
        await using var test = await TestRegistry.WithInstrumentAsync(server: server.Url);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("chain", CollectionType.Chained);
        var dataIds = Enumerable.Range(1, 4).Select(i => test.Detector(i)).ToArray();
        var outcomes = new ConcurrentDictionary<string, string>();
        var isOver = false;
        var written = 0;

        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => test.OpenAsync(RegistryAccess.ReadWrite)));
        var writing = Task.WhenAll(Enumerable.Range(0, Clients * WritersOfEach).Select(i => Task.Run(() => WriteAsync(clients[i % Clients], i), Cancel)));
        for (var restart = 0; restart < 2; restart++)
        {
            var goal = Volatile.Read(ref written) + (2 * Clients * WritersOfEach);
            while (Volatile.Read(ref written) < goal && !writing.IsCompleted)
                await Task.Delay(1, Cancel);
            await server.RestartAsync(manner);
        }

        Volatile.Write(ref isOver, true);
        await writing;
        foreach (var client in clients)
            await client.DisposeAsync();

        var members = (await test.Registry.Collections.GetAsync("chain", Cancel)).Children;
        foreach (var (run, outcome) in outcomes)
        {
            var found = await test.Registry.Collections.FindAsync(run, Cancel) is null ? [null, null, null, null] : await test.FindAsync(raw, [run], null, dataIds);
            found.Distinct().Count(id => id is null).ShouldBe(found[0] is null ? 1 : 0, $"half of {run} is there");
            if (outcome.Length == 0)
                found[0].ShouldNotBeNull();
            members.Contains(run).ShouldBe(found[0] is not null);
        }

        // Errors are few, and each says what to make of it.
        outcomes.Values.Where(m => m.Length > 0).ShouldAllBe(m => !m.Contains('\n'));
        outcomes.Values.Count(m => m.Length == 0).ShouldBeGreaterThan(outcomes.Count / 2);

        async Task WriteAsync(SqlRegistry client, int writer)
        {
            var rest = 0;
            for (var round = 0; rest < Rest; round++)
            {
                rest += Volatile.Read(ref isOver) ? 1 : 0;
                var run = string.Create(CultureInfo.InvariantCulture, $"w{writer}-{round}");
                try
                {
                    await client.TransactAsync(
                        async token =>
                        {
                            await client.Collections.RegisterAsync([run], CollectionType.Run, null, token);
                            await client.Datasets.InsertAsync(raw, run, dataIds, DatasetIdMode.Unique, token);
                            await client.Collections.EditChainAsync("chain", ChainEdit.Prepend, [run], token);
                        },
                        Cancel);
                    outcomes[run] = "";
                }
                catch (RegistryException e) when (rest == 0)
                {
                    outcomes[run] = e.Message;
                }

                Interlocked.Increment(ref written);
            }
        }
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task Single_operations_are_done_again_by_themselves_and_once(string manner)
    {
        await using var server = await RestartableServer.StartAsync();
        await using var test = await TestRegistry.WithInstrumentAsync(server: server.Url);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("chain", CollectionType.Chained);
        await using var client = await test.OpenAsync(RegistryAccess.ReadWrite);
        var unknown = new ConcurrentBag<string>();
        var isOver = false;

        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => WriteAsync(i), Cancel)));
        await server.RestartAsync(manner);
        Volatile.Write(ref isOver, true);
        var runs = (await writing).SelectMany(r => r).ToList();

        var members = (await test.Registry.Collections.GetAsync("chain", Cancel)).Children;
        members.ShouldBeUnique();
        foreach (var run in runs.Except(unknown))
        {
            members.ShouldContain(run);
            (await test.FindAsync(raw, [run], null, test.Detector(1)))[0].ShouldNotBeNull();
        }

        async Task<List<string>> WriteAsync(int writer)
        {
            var done = new List<string>();
            for (var rest = 0; rest < Rest; rest += Volatile.Read(ref isOver) ? 1 : 0)
            {
                var run = string.Create(CultureInfo.InvariantCulture, $"w{writer}-{done.Count}");
                done.Add(run);
                try
                {
                    await client.Collections.RegisterAsync([run], CollectionType.Run, null, Cancel);
                    await client.Datasets.InsertAsync(raw, run, [test.Detector(1)], DatasetIdMode.Unique, Cancel);
                    await client.Collections.EditChainAsync("chain", ChainEdit.Extend, [run], Cancel);
                }
                catch (RegistryException e)
                {
                    // All that is left to the caller is what nobody can know, and reading that was cut off.
                    e.Message.ShouldContain("The connection to the database");
                    unknown.Add(run);
                }
            }

            return done;
        }
    }
}
