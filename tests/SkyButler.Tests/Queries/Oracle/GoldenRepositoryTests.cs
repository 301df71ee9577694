using SkyButler.Registry;
using SkyButler.Tests.Queries.Oracle.Answers;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Making;
using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Queries.Oracle;

/// <summary>Random questions to repositories that the original made get the answers that trying every combination gives.</summary>
public sealed class GoldenRepositoryTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mixed", RegistryVariant.IntegerKeys, 150)]
    [InlineData("base", RegistryVariant.IntegerKeys, 60)]
    [InlineData("spatial", RegistryVariant.IntegerKeys, 25)]
    [InlineData("ci_hsc", RegistryVariant.IntegerKeys, 25)]
    [InlineData("rubin-imsim", RegistryVariant.IntegerKeysTextDates, 25)]
    public async Task Answers_are_those_of_trying_every_combination(string repository, RegistryVariant variant, int questions)
    {
        var settings = TestRegistry.SettingsFor(variant, "sqlite:///" + SharedFiles.Golden(Path.Combine(repository, "gen3.sqlite3")));
        await using var registry = await SqlRegistry.OpenAsync(settings, RegistryAccess.ReadOnly, Cancel);
        var world = GoldenWorld.Read(repository, registry.Universe);
        for (var i = 0; i < (Long ? questions * 100 : questions); i++)
        {
            var ask = AskMaker.Make(world, 7_000_000 + i);
            if (await Comparison.CompareAsync(world, registry, ask, Cancel) is not null)
                Assert.Fail(await ShrinkAsync(world, registry, ask));
        }
    }

    private static async Task<string> ShrinkAsync(Worlds.World world, SqlRegistry registry, Ask ask)
    {
        for (var trials = 0; trials < 100;)
        {
            Ask? simpler = null;
            foreach (var candidate in AskShrinker.Shrink(ask))
            {
                if (++trials <= 100 && await Comparison.CompareAsync(world, registry, candidate, Cancel) is not null)
                {
                    simpler = candidate;
                    break;
                }
            }

            if (simpler is null)
                break;
            ask = simpler;
        }

        return $"{await Comparison.CompareAsync(world, registry, ask, Cancel)}\n{ask}";
    }
}
