using System.IO.Compression;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Resources.Transfers;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>How programs get at their inputs, and what becomes of what they make.</summary>
public sealed class StagingTests : IAsyncLifetime
{
    private const string One = "exposure=1 AND detector=1";
    private ProgramRepository repository = null!;

    public async ValueTask InitializeAsync() => repository = await ProgramRepository.MakeAsync();

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Stored_files_are_used_where_they_are()
    {
        var program = repository.Program("inode", "stat -c %i \"$1\" > out.dat");
        var result = await repository.RunAsync(repository.Pipeline($"command: '{program} {{in:frame}}'"), One);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).Trim().ShouldBe(Inode((await repository.FindAsync("frame", 1, 1, "frames"))!));
    }

    [Theory]
    [InlineData("forceCopy: true", "")]
    [InlineData("", ", access: copy")]
    public async Task A_copy_may_be_spoilt(string field, string access)
    {
        var program = repository.Program("spoil", "cat \"$1\" > out.dat; : > \"$1\"");
        var pipeline = repository.Pipeline($"command: '{program} {{in:frame}}'\n{field}").Replace("frame: {storage_class: ForeignThing}", $"frame: {{storage_class: ForeignThing{access}}}", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline, One);
        result.ExitCode.ShouldBe(0);
        (await repository.ReadAsync("frame", 1, 1, "frames")).ShouldBe("frame 1 1\n");
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("frame 1 1\n");
    }

    [Fact]
    public async Task Paths_are_relative_where_that_is_asked()
    {
        var program = repository.Program("tell", "echo \"$1 $2\" > \"$2\"; cat \"$1\" >> \"$2\"");
        var pipeline = repository.Pipeline($"command: '{program} {{in:frame}} {{out:thing}}'\npathStyle: relative").Replace("{storage_class: ForeignThing}", "{storage_class: ForeignThing, rename: 'in-{id:exposure}.txt'}", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline, One);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("in-1.txt out.dat\nframe 1 1\n");
    }

    [Fact]
    public async Task A_URI_is_passed_as_it_stands()
    {
        var program = repository.Program("tell", "echo \"$1\" > out.dat");
        var pipeline = repository.Pipeline($"command: '{program} {{in:frame}}'").Replace("{storage_class: ForeignThing}", "{storage_class: ForeignThing, access: uri}", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline, One);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe($"file://{await repository.FindAsync("frame", 1, 1, "frames")}\n");
    }

    [Fact]
    public async Task An_output_comes_in_by_rename()
    {
        var inode = repository.Beside("inode");
        var result = await repository.RunAsync(repository.Pipeline($"command: {repository.Program("make", $"echo x > out.dat; stat -c %i out.dat > {inode}")}"), One);
        Inode((await repository.FindAsync("thing", 1, 1, result.OutputRun))!).ShouldBe((await File.ReadAllTextAsync(inode, TestContext.Current.CancellationToken)).Trim());
        var own = Directory.EnumerateFileSystemEntries(repository.Scratch).ShouldHaveSingleItem();
        File.GetUnixFileMode(own).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.EnumerateFileSystemEntries(own).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_to_stay_outside_stays_and_is_told()
    {
        var result = await repository.RunAsync(repository.Pipeline($"command: {repository.Program("make", "echo plot > plot.txt")}\nkeep: always", ""), One);
        result.ExitCode.ShouldBe(0);
        var directory = (string)(await repository.MetadataAsync("work", 1, 1, result.OutputRun))["work.program.directory"]!;
        (await File.ReadAllTextAsync(Path.Combine(directory, "plot.txt"), TestContext.Current.CancellationToken)).ShouldBe("plot\n");
        (await repository.LogAsync("work", 1, 1, result.OutputRun)).ShouldContain(m => m.Contains(directory, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_only_prints_has_its_text_in_the_log()
    {
        var result = await repository.RunAsync(repository.Pipeline("command: 'cat {in:frame}'", ""), One);
        result.ExitCode.ShouldBe(0);
        (await repository.LogAsync("work", 1, 1, result.OutputRun)).ShouldContain("frame 1 1");
    }

    [Fact]
    public async Task What_is_printed_may_be_the_output_and_an_input_be_read_from_standard_input()
    {
        var result = await repository.RunAsync(repository.Pipeline("command: [tr, 'a-z', 'A-Z']\nstdin: '{in:frame}'\nstdout: '{out:thing}'"), One);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("FRAME 1 1\n");
    }

    [Fact]
    public async Task Several_inputs_become_arguments_groups_joins_and_lists()
    {
        var program = repository.Program("tell", "for a in \"$@\"; do printf '<%s>' \"$a\"; done > out.dat; cat frames.lis >> out.dat");
        var pipeline = repository.Pipeline(
            """
            lists: {all: {input: frame, header: '# path detector', line: '{path} {id:detector} {rec:detector.full_name}', file: frames.lis}}
            command:
              - PROGRAM
              - {each: frame, arguments: [--selectId, 'visit={id:exposure}', 'ccd={id:detector}']}
              - 'filter={join:frame:detector:^}'
              - '@{listfile:all}'
              - '{in:frame}'
            """.Replace("PROGRAM", program, StringComparison.Ordinal),
            "thing: {storage_class: ForeignThing, file: out.dat, formatter: BytesFormatter, dimensions: [exposure]}")
            .Replace("dimensions: [exposure, detector]\n", "dimensions: [exposure]\n", StringComparison.Ordinal)
            .Replace("{storage_class: ForeignThing}", "{storage_class: ForeignThing, dimensions: [exposure, detector], multiple: true}", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline + "\n      pathStyle: relative", "exposure=2");
        result.ExitCode.ShouldBe(0);
        await using var butler = await repository.Survey.OpenAsync();
        var dataset = await butler.FindDatasetAsync("thing", new() { ["instrument"] = "Cam", ["exposure"] = 2L }, [result.OutputRun], TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync((await butler.GetUriAsync(dataset!, TestContext.Current.CancellationToken)).Uri.LocalPath, TestContext.Current.CancellationToken);
        text.ShouldStartWith("<--selectId><visit=2><ccd=1><--selectId><visit=2><ccd=2><filter=1^2><@frames.lis><../");
        text.Split("\n")[1..].Select(l => l[(l.LastIndexOf('/') + 1)..].Split(' ', 2)[^1]).ShouldBe(["1 D1", "2 D2", ""]);
    }

    [Fact]
    public async Task The_environment_is_what_the_configuration_says()
    {
        var result = await repository.RunAsync(
            repository.Pipeline("command: env\nstdout: '{out:thing}'\nenvClear: true\nenvKeep: [PATH]\nenv: {WHERE: 'exposure {id:exposure}', ODD: \"a'b \\\"c\\\" $(d)\"}\nparameters: {x: '1.50'}\narguments: ['X={param:x}']"), One);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ShouldBe(
            ["MKL_NUM_THREADS=1", "NUMEXPR_NUM_THREADS=1", "ODD=a'b \"c\" $(d)", "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", $"PATH={Environment.GetEnvironmentVariable("PATH")}", "WHERE=exposure 1", "X=1.50"]);
    }

    [Fact]
    public async Task A_pattern_names_the_one_file_that_a_program_made()
    {
        const string output = "thing: {storage_class: ForeignThing, file: 'result-*.dat', formatter: BytesFormatter}";
        var result = await repository.RunAsync(repository.Pipeline($"command: {repository.Program("make", "echo x > result-17.dat")}", output), One);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("x\n");
        var two = await repository.RunAsync(repository.Pipeline($"command: {repository.Program("make", "echo x > result-1.dat; echo x > result-2.dat")}", output), One);
        two.Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("2 files match 'result-*.dat'");
    }

    [Theory]
    [InlineData("ln -s /etc/hostname out.dat")]
    [InlineData("mkdir out.dat")]
    public async Task An_output_that_is_a_link_or_a_folder_is_refused(string script)
    {
        var result = await repository.RunAsync(repository.Pipeline($"command: {repository.Program("make", script)}"), One);
        result.Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("a folder, a link or a device");
        File.Exists("/etc/hostname").ShouldBeTrue();
    }

    [Theory]
    [InlineData("lists: {all: {input: frame, file: cat.txt}}\narguments: ['{listfile:all}']")]
    [InlineData("stdout: cat.txt")]
    public async Task A_file_of_the_program_never_leads_to_a_stored_one(string fields)
    {
        var pipeline = repository.Pipeline($"command: {repository.Program("make", "echo x > out.dat")}\n{fields}").Replace("{storage_class: ForeignThing}", "{storage_class: ForeignThing, rename: cat.txt}", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline, One);
        result.Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("'cat.txt'");
        (await repository.ReadAsync("frame", 1, 1, "frames")).ShouldBe("frame 1 1\n");
    }

    [Fact]
    public async Task An_input_under_the_name_of_an_output_is_refused()
    {
        var pipeline = repository.Pipeline($"command: {repository.Program("make", "echo x > out.dat")}").Replace("{storage_class: ForeignThing}", "{storage_class: ForeignThing, rename: out.dat}", StringComparison.Ordinal);
        (await repository.RunAsync(pipeline, One)).Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("'out.dat'");
        (await repository.ReadAsync("frame", 1, 1, "frames")).ShouldBe("frame 1 1\n");
    }

    [Fact]
    public async Task Folders_that_nobody_may_write_to_go_with_the_directory()
    {
        var result = await repository.RunAsync(repository.Pipeline($"command: {repository.Program("make", "mkdir -p a/b; echo x > a/b/c; chmod -R a-w a; echo x > out.dat")}"), One);
        result.ExitCode.ShouldBe(0);
        Directory.EnumerateFiles(repository.Scratch, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_linked_folder_leads_to_no_output()
    {
        Directory.CreateDirectory(repository.Beside("shared"));
        var precious = repository.File("shared/one.fits", "precious");
        const string output = "thing: {storage_class: ForeignThing, file: 'latest/*.fits', formatter: BytesFormatter}";
        var make = repository.Program("make", $"rmdir latest; ln -s {repository.Beside("shared")} latest");
        (await repository.RunAsync(repository.Pipeline($"command: {make}", output), One)).ExitCode.ShouldBe(1);
        (await repository.RunAsync(repository.Pipeline($"command: {make}", output.Replace("*", "one", StringComparison.Ordinal)), One)).Quanta.Single().ErrorMessage.ShouldNotBeNull().ShouldContain("a link");
        (await File.ReadAllTextAsync(precious, TestContext.Current.CancellationToken)).ShouldBe("precious");
    }

    [Fact]
    public async Task What_is_in_a_zip_file_is_copied_out_of_it()
    {
        var token = TestContext.Current.CancellationToken;
        var zip = repository.Beside("two.zip");
        await using (var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create, token))
        {
            await using var member = await archive.CreateEntry("one.dat").OpenAsync(token);
            await member.WriteAsync("from a zip\n"u8.ToArray(), token);
        }

        await using (var butler = await repository.Survey.OpenAsync())
        {
            var type = new DatasetType("packed", butler.Universe.Conform(["exposure", "detector"]), ProgramRepository.StorageClass);
            var dataset = new DatasetRef(type, new DataCoordinate(type.Dimensions, ["Cam", 1L, 1L]), "frames", Guid.NewGuid());
            await butler.IngestAsync([new FileDataset($"{zip}#zip-path=one.dat", [dataset], ProgramRepository.Formatter)], new IngestOptions { Transfer = TransferMode.Direct }, token);
        }

        var pipeline = repository.Pipeline("command: [tee, '{out:thing}', named]\nstdin: '{in:frame}'").Replace("frame: {", "frame: {dataset_type_name: packed, rename: packed.txt, ", StringComparison.Ordinal);
        var result = await repository.RunAsync(pipeline, One);
        result.ExitCode.ShouldBe(0);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("from a zip\n");
    }

    [Fact]
    public async Task What_is_kept_is_whole_and_the_output_is_a_file_of_its_own()
    {
        var result = await repository.RunAsync(repository.Pipeline($"command: {repository.Program("make", "echo x > out.dat")}\nkeep: always"), One);
        var directory = (string)(await repository.MetadataAsync("work", 1, 1, result.OutputRun))["work.program.directory"]!;
        Directory.Delete(directory, recursive: true);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("x\n");
    }

    [Fact]
    public async Task Variables_reach_the_program_and_nobody_else()
    {
        var result = await repository.RunAsync(repository.Pipeline($"command: '{repository.Program("make", "echo \"$1\" > out.dat")} --token={{env:PATH}}'"), One);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe($"--token={Environment.GetEnvironmentVariable("PATH")}\n");
        (await repository.MetadataAsync("work", 1, 1, result.OutputRun)).GetList("work.program.arguments")[^1].ShouldBe("--token={env:PATH}");
        (await repository.LogAsync("work", 1, 1, result.OutputRun)).ShouldNotContain(m => m.Contains(Environment.GetEnvironmentVariable("PATH")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_keeps_the_directory_and_another_attempt_gets_its_own()
    {
        var pipeline = repository.Pipeline($"command: {repository.Program("half", "echo half > out.dat; exit 1")}");
        var request = repository.Request(pipeline, One);
        var result = await repository.Survey.Runner.RunAsync(request, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(1);
        (await repository.FindAsync("thing", 1, 1, result.OutputRun)).ShouldBeNull();
        Directory.EnumerateFiles(repository.Scratch, "out.dat", SearchOption.AllDirectories).Count().ShouldBe(1);
        repository.Program("half", "echo whole > out.dat");
        var again = await repository.Survey.Runner.RunAsync(request with { Graph = request.Graph with { ExtendRun = true, Inputs = [] } }, TestContext.Current.CancellationToken);
        again.Count(QuantumStatus.Success).ShouldBe(1);
        (await repository.ReadAsync("thing", 1, 1, result.OutputRun)).ShouldBe("whole\n");
    }

    private static string Inode(string path)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }
}
