using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Histories;

/// <summary>
/// Two clients do whatever comes to mind to one registry, and it answers, refuses and ends up as the model does. A history that goes wrong is
/// made shorter, and shown so that it can be made a test of its own.
/// </summary>
public abstract class RandomHistoryTests(DatabaseKind kind)
{
    private const int Histories = 6;
    private const int Length = 40;
    private const int MaxTrials = 400;
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, Long ? 120 : 4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_registry_does_what_sets_in_memory_do(int seed)
    {
        await using var test = await TestRegistry.EmptyAsync((RegistryVariant)(seed % 4), kind: kind);
        var runner = new HistoryRunner(test);
        for (var i = 0; i < Histories; i++)
        {
            var history = new HistoryMaker((seed * Histories) + i).Make(Length);
            if (await runner.RunAsync(history) is not null)
                Assert.Fail(await ShrinkAsync(runner, history));
        }
    }

    private static async Task<string> ShrinkAsync(HistoryRunner runner, IReadOnlyList<Step> history)
    {
        var trials = 0;
        for (var length = history.Count / 2; length > 0; length /= 2)
            for (var start = history.Count - length; start >= 0 && ++trials < MaxTrials; start -= length)
                if (start + length <= history.Count && (IReadOnlyList<Step>)[.. history.Take(start), .. history.Skip(start + length)] is var shorter && await runner.RunAsync(shorter) is not null)
                    history = shorter;
        for (var i = 0; i < history.Count; i++)
        {
            foreach (var simpler in history[i].Operation.Shrink().Select(o => history[i] with { Operation = o }).Prepend(history[i] with { Client = 0 }))
            {
                IReadOnlyList<Step> changed = [.. history.Take(i), simpler, .. history.Skip(i + 1)];
                if (simpler == history[i] || ++trials > 2 * MaxTrials || await runner.RunAsync(changed) is null)
                    continue;
                history = changed;
                i = -1;
                break;
            }
        }

        return $"{await runner.RunAsync(history)}\nafter\n  {string.Join("\n  ", history)}";
    }

    public sealed class OnSqlite() : RandomHistoryTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : RandomHistoryTests(DatabaseKind.Postgres);
}
