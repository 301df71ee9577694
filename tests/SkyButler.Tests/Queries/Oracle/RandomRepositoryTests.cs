using SkyButler.Tests.Queries.Oracle.Answers;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Making;
using SkyButler.Tests.Queries.Oracle.Worlds;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Oracle;

/// <summary>
/// Random questions to random small repositories get the answers that trying every combination gives. A failure is made smaller,
/// the question first, then the repository, and shown so that it can be made by hand.
/// </summary>
public abstract class RandomRepositoryTests(DatabaseKind kind)
{
    private const int Questions = 40;
    private const int MaxTrials = 300;
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, Long ? 500 : 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Answers_are_those_of_trying_every_combination(int seed)
    {
        var world = WorldMaker.Make(seed);
        var variant = (RegistryVariant)(seed % 4);
        await using var test = await WorldStore.StoreAsync(world, variant, kind);
        for (var i = 0; i < Questions; i++)
        {
            var ask = AskMaker.Make(world, (seed * 1000) + i);
            if (await Comparison.CompareAsync(world, test.Registry, ask, Cancel) is not null)
                Assert.Fail(await ShrinkAsync(world, test, variant, ask));
        }
    }

    private async Task<string> ShrinkAsync(World world, TestRegistry test, RegistryVariant variant, Ask ask)
    {
        for (var trials = 0; trials < MaxTrials;)
        {
            Ask? simpler = null;
            foreach (var candidate in AskShrinker.Shrink(ask))
            {
                if (++trials <= MaxTrials && await Comparison.CompareAsync(world, test.Registry, candidate, Cancel) is not null)
                {
                    simpler = candidate;
                    break;
                }
            }

            if (simpler is null)
                break;
            ask = simpler;
        }

        for (var trials = 0; trials < MaxTrials;)
        {
            World? smaller = null;
            foreach (var candidate in WorldShrinker.Shrink(world, ask))
            {
                if (++trials > MaxTrials)
                    break;
                await using var small = await WorldStore.StoreAsync(candidate, variant, kind);
                if (await Comparison.CompareAsync(candidate, small.Registry, ask, Cancel) is null)
                    continue;
                smaller = candidate;
                break;
            }

            if (smaller is null)
                break;
            world = smaller;
        }

        await using var last = await WorldStore.StoreAsync(world, variant, kind);
        var problem = await Comparison.CompareAsync(world, last.Registry, ask, Cancel);
        return $"{problem}\n{ask}\nin a repository ({variant}) of\n{world}";
    }

    public sealed class OnSqlite() : RandomRepositoryTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : RandomRepositoryTests(DatabaseKind.Postgres)
    {
        public static new TheoryData<int> Seeds() => [.. Enumerable.Range(0, Long ? 500 : 3)];
    }
}
