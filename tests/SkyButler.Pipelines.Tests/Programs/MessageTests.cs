using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Programs.Messages;
using SkyButler.Pipelines.Programs.Settings;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Queries;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>What programs print is noticed, kept with the quantum, and found again by data ID.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private ProgramRepository repository = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => repository = await ProgramRepository.MakeAsync();

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Messages_are_counted_with_their_values_and_joined_with_data_IDs()
    {
        var program = repository.Program("tell", "echo \"seeing 1.$1 arcsec\"; echo \"seeing 2.$1 arcsec\" >&2; [ $1 != 2 ] || echo 'WARNING: few stars'; echo x > out.dat");
        var result = await repository.RunAsync(
            repository.Pipeline($$"""
                command: '{{program}} {id:exposure}'
                messages:
                  seeing: {pattern: '^seeing (?<arcsec>[0-9.]+)'}
                  few: {pattern: 'WARNING: few', level: warn}
                  never: {pattern: 'no such line', level: fail}
                """),
            "exposure<4");
        result.ExitCode.ShouldBe(0);

        var few = (await FindAsync(result.OutputRun, "")).Where(m => m.Name == "few").ToList();
        few.Select(m => (m.Source.DataId["exposure"].Number, m.Source.DataId["detector"].Number)).Order().ShouldBe([(2, 1), (2, 2)]);
        few.ShouldAllBe(m => m.Level == "warn" && m.Count == 1 && m.Lines[0] == "WARNING: few stars" && m.Task == "work");

        var seeing = (await FindAsync(result.OutputRun, "instrument='Cam' AND exposure=3 AND detector=1")).ShouldHaveSingleItem();
        seeing.Count.ShouldBe(2);
        seeing.Values["arcsec"].Order(StringComparer.Ordinal).ShouldBe(["1.3", "2.3"]);
        var metadata = await repository.MetadataAsync("work", 3, 1, result.OutputRun);
        metadata["work.program.messages.seeing.count"].ShouldBe(2L);
    }

    [Theory]
    [InlineData("exit 0", "successCodes: [0]")]
    [InlineData("exit 5", "noWorkCodes: [5]")]
    public async Task A_line_that_means_failure_fails_the_quantum_whatever_the_exit_code_is(string end, string codes)
    {
        var program = repository.Program("tell", $"echo x > out.dat; echo 'FATAL: no \"sky\"'; {end}");
        var result = await repository.RunAsync(
            repository.Pipeline($"command: {program}\n{codes}\nmessages:\n  fatal: {{pattern: '^FATAL', level: fail}}"), "exposure=1 AND detector=1");
        result.Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("'fatal' of 'messages' says are a failure: FATAL: no \"sky\"");
        (await repository.FindAsync("thing", 1, 1, result.OutputRun)).ShouldBeNull();
        var found = (await FindAsync(result.OutputRun, "")).ShouldHaveSingleItem();
        (found.Name, found.Level, found.Count, found.Lines[0], found.Source.DataId["exposure"].Number).ShouldBe(("fatal", "fail", 1, "FATAL: no \"sky\"", 1));
    }

    [Fact]
    public async Task Header_cards_of_outputs_are_values_beside_the_messages()
    {
        // What imcopy would write: a primary header of one block.
        var cards = new[] { "SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0", "SEEING  =                 1.25", "NSTARS  =                  117", "FIELD   = 'M 31'", "END" };
        var header = repository.File("header.fits", string.Concat(cards.Select(c => c.PadRight(80))).PadRight(2880));
        const string output = "thing: {storage_class: ForeignThing, file: out.fits, formatter: BytesFormatter, cards: {seeing: SEEING, stars: NSTARS, field: FIELD}}";
        var result = await repository.RunAsync(repository.Pipeline($"command: 'cp {header} {{out:thing}}'", output), "exposure=1");
        result.ExitCode.ShouldBe(0);
        var found = await FindAsync(result.OutputRun, "instrument='Cam' AND detector=2");
        var values = found.ShouldHaveSingleItem().Values;
        (values["seeing"][0], values["stars"][0], values["field"][0]).ShouldBe(("1.25", "117", "M 31"));
        (await repository.MetadataAsync("work", 1, 2, result.OutputRun))["work.program.messages.thing.values.stars"].ShouldBe(117L);

        var wrong = await repository.RunAsync(repository.Pipeline($"command: 'cp {header} {{out:thing}}'", output.Replace("SEEING,", "FWHM,", StringComparison.Ordinal)), "exposure=1 AND detector=1");
        wrong.Quanta.Single().ErrorMessage.ShouldBe("The output 'thing' has no value of the header card 'FWHM'; correct 'cards'.");
        var none = await repository.RunAsync(repository.Pipeline("command: 'cp {in:frame} {out:thing}'", output), "exposure=1 AND detector=1");
        none.Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("has no header to take 'cards' from");
    }

    [Fact]
    public async Task What_is_no_longer_stored_or_is_damaged_does_not_hide_the_rest()
    {
        var program = repository.Program("tell", "echo 'WARNING: few stars'; echo x > out.dat");
        var result = await repository.RunAsync(repository.Pipeline($"command: {program}\nmessages:\n  few: {{pattern: '^WARNING'}}"), "exposure IN (1, 2) AND detector=1");
        var files = Directory.EnumerateFiles(Path.Combine(repository.Survey.Root, result.OutputRun, "work_metadata"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        files.Count.ShouldBe(2);
        File.Delete(files[0]);
        (await FindAsync(result.OutputRun, "")).ShouldHaveSingleItem();
        await File.WriteAllTextAsync(files[1], new string('x', (int)new FileInfo(files[1]).Length), Token);
        var warnings = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var butler = await repository.Survey.OpenAsync();
        (await MessageReader.FindAsync(butler, ["*"], new AllDatasetsQuery { Collections = [result.OutputRun] }, warnings.Add, Token).ToListAsync(Token)).ShouldBeEmpty();
        warnings.ShouldHaveSingleItem().ShouldContain("is passed over");
    }

    [Fact]
    public async Task A_million_lines_are_counted_and_few_are_kept()
    {
        var program = repository.Program("tell", "seq 1 1000000 | sed 's/^/star /'; echo x > out.dat");
        var result = await repository.RunAsync(
            repository.Pipeline($"command: {program}\nconsoleLimit: 1000\nmessages:\n  star: {{pattern: '^star (?<number>[0-9]+)$', keep: 3}}"), "exposure=1 AND detector=1");
        var found = (await FindAsync(result.OutputRun, "")).ShouldHaveSingleItem();
        found.Count.ShouldBe(1_000_000);
        found.Values["number"].ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_lines()
    {
        var finder = new MessageFinder(new Dictionary<string, ProgramMessageConfig> { ["star"] = new() { Pattern = "^star (?<number>[0-9]+)$" } });
        Look(1000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Look(1_000_000);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(1 << 20);

        void Look(int lines)
        {
            for (var i = 0; i < lines; i++)
                finder.Look("star 17");
        }
    }

    [Theory]
    [InlineData("(x", "it is no regular expression")]
    [InlineData("a(?=b)", "may take time without end")]
    [InlineData("", "it needs a 'pattern'")]
    public async Task Patterns_are_checked_when_the_pipeline_is_loaded(string pattern, string message)
    {
        var error = await Should.ThrowAsync<TaskConfigException>(() => TestPipelines.TasksAsync(repository.Pipeline($"command: cat\nmessages:\n  odd:\n    pattern: '{pattern}'")));
        error.Message.ShouldContain(message);
        error.Message.ShouldContain("'odd'");
    }

    private async Task<IReadOnlyList<ProgramMessage>> FindAsync(string run, string where)
    {
        await using var butler = await repository.Survey.OpenAsync();
        return await MessageReader.FindAsync(butler, ["*"], new AllDatasetsQuery { Collections = [run], Where = where }, null, Token).ToListAsync(Token);
    }
}
