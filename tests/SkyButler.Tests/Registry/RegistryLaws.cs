using FsCheck;
using FsCheck.Fluent;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry;

/// <summary>Chains and validity ranges behave as the simplest models of them do.</summary>
public abstract class RegistryLaws(DatabaseKind kind)
{
    private const int Collections = 8;
    private const int Days = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flattening_visits_depth_first_and_each_collection_once()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        await test.Registry.Collections.RegisterAsync([.. Enumerable.Range(0, Collections).Select(i => $"run{i}")], CollectionType.Run, null, Cancel);
        var edits = Gen.Choose(0, (2 * Collections) - 1).ListOf(4).Zip(Gen.Choose(0, Collections - 1)).ListOf(12);
        var round = 0;

        foreach (var graph in edits.Sample(25, new Rnd(20260101), 40))
        {
            var prefix = $"r{round++}/";
            await test.Registry.Collections.RegisterAsync([.. Enumerable.Range(0, Collections).Select(i => $"{prefix}{i}")], CollectionType.Chained, null, Cancel);
            var model = new Dictionary<string, List<string>>();
            foreach (var (members, chain) in graph)
            {
                var children = members.Select(m => m < Collections ? $"run{m}" : $"{prefix}{m - Collections}").Distinct().ToList();
                var parent = $"{prefix}{chain}";
                var cycle = children.Any(c => c == parent || Below(c, model).Contains(parent));
                var edit = test.Registry.Collections.EditChainAsync(parent, ChainEdit.Redefine, children, Cancel);
                if (cycle)
                    await Should.ThrowAsync<CollectionCycleException>(edit);
                else
                    model[parent] = [.. await edit];
            }

            for (var i = 0; i < Collections; i++)
            {
                var flat = await test.Registry.Collections.FlattenAsync([$"{prefix}{i}", "run3"], Cancel);
                flat.Select(c => c.Name).ShouldBe(
                    Below($"{prefix}{i}", model).Append("run3").Where(n => n.StartsWith("run", StringComparison.Ordinal)).Distinct());
            }
        }
    }

    [Fact]
    public async Task Certifying_and_decertifying_colour_a_line_of_days()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b", "c"], CollectionType.Run, null, Cancel);
        var datasets = new[] { "a", "b", "c" }.Select(async run => (await test.DatasetsAsync(bias, run, test.Detector(1)))[0]);
        var choices = await Task.WhenAll(datasets);
        var day = Gen.Choose(1, Days);
        var steps = day.Zip(day).Zip(Gen.Choose(0, 4)).ListOf(15);
        var round = 0;

        foreach (var history in steps.Sample(25, new Rnd(20260102), 25))
        {
            var calib = $"calib{round++}";
            await test.CollectionAsync(calib, CollectionType.Calibration);
            var model = new Guid?[Days + 2];
            foreach (var ((from, length), what) in history)
            {
                var end = Math.Min(from + length, Days + 1);
                var days = Enumerable.Range(from, end - from).ToList();
                var range = TestRegistry.Days(from, end);
                if (what >= choices.Length)
                {
                    await test.Registry.Datasets.DecertifyAsync(calib, bias, range, what == 3 ? null : [test.Detector(1)], Cancel);
                    days.ForEach(d => model[d] = null);
                }
                else if (days.Exists(d => model[d] is not null))
                {
                    await Should.ThrowAsync<ConflictException>(test.Registry.Datasets.CertifyAsync(calib, [choices[what]], range, Cancel));
                }
                else
                {
                    await test.Registry.Datasets.CertifyAsync(calib, [choices[what]], range, Cancel);
                    days.ForEach(d => model[d] = choices[what].Id);
                }
            }

            var found = await test.Registry.Datasets.FindAsync(
                bias,
                [.. Enumerable.Range(1, Days).Select(_ => test.Detector(1))],
                [calib],
                [.. Enumerable.Range(1, Days).Select(d => (Timespan?)TestRegistry.Days(d, d + 1))],
                Cancel);
            found.Select(f => f?.Id).ShouldBe(model[1..(Days + 1)]);
        }
    }

    private static IEnumerable<string> Below(string name, Dictionary<string, List<string>> model) =>
        model.TryGetValue(name, out var children) ? children.SelectMany(c => Below(c, model)).Prepend(name).Distinct() : [name];

    public sealed class OnSqlite() : RegistryLaws(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : RegistryLaws(DatabaseKind.Postgres);
}
