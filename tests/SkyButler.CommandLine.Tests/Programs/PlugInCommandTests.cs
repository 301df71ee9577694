using System.Reflection;
using System.Reflection.Emit;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Programs;

/// <summary>Subcommands of plug-ins stand beside the built-in ones; the sample is SPHEREx's <c>ingest-simulated</c>.</summary>
public sealed class PlugInCommandTests : IDisposable
{
    private static readonly EnvironmentVariables Environment = EnvironmentVariables.Empty.With(
        "SKYBUTLER_PLUGINS", Checkout.File("examples/spherex/SkyButler.Examples.Spherex/bin/Debug/net10.0"));

    private const TypeAttributes Contract = TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract;
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_is_listed_and_has_help_like_the_others()
    {
        var list = await RunAsync("--help");
        list.Output.ShouldMatch("(?m)^  ingest-simulated +Take simulated");
        list.Output.IndexOf("ingest-files", StringComparison.Ordinal).ShouldBeLessThan(list.Output.IndexOf("ingest-simulated", StringComparison.Ordinal));
        var help = await RunAsync("ingest-simulated", "--help");
        help.ExitCode.ShouldBe(0, help.Error);
        help.Output.ShouldStartWith("Usage: butler ingest-simulated [OPTIONS] REPO LOCATIONS...\n");
        help.Output.ShouldContain("--regex");
        help.Output.ShouldContain("--ingest-type");
        (await RunAsync("ingest-simulatd")).ErrorLines.ShouldHaveSingleItem().ShouldContain("Did you mean 'ingest-simulated'?");
    }

    [Fact]
    public async Task Where_there_is_no_plug_in_the_command_is_unknown()
    {
        var run = await CommandRun.OfAsync("butler", "ingest-simulated", "repo", "x");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("No such command");
    }

    [Fact]
    public async Task It_takes_files_in_by_their_names()
    {
        var repository = await MakeRepositoryAsync();
        Directory.CreateDirectory(folder.File("simulations", "night"));
        foreach (var name in (string[])["e1_d0.fits", "e1_d3.fits", "night/e2_d5.fits", "notes.txt", "e2_d5.fits.bak"])
            File.Copy(SharedFiles.Data("spherex/small.fits"), folder.File("simulations", name));
        var run = await RunAsync("ingest-simulated", repository, folder.File("simulations"), "-t", "copy");
        run.ExitCode.ShouldBe(0, run.Error);
        var found = await RunAsync("query-datasets", repository, "rawexp", "--collections", "SPX/raw/all", "--format", "jsonl");
        found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        found.Output.ShouldContain("\"detector\":5,\"exposure\":2", Case.Sensitive, found.Output);
        var dark = await RunAsync("ingest-simulated", repository, folder.File("simulations"), "--regex", "(?<x>e)2_d(?<detector>5).*", "--ingest-type", "nope");
        dark.ExitCode.ShouldBe(1);
        dark.ErrorLines.ShouldHaveSingleItem().ShouldContain("nope");
        (await RunAsync("ingest-simulated", repository, folder.File("simulations"), "--regex", "(")).ErrorLines.ShouldHaveSingleItem().ShouldContain("no regular expression");
    }

    [Fact]
    public async Task A_plug_in_that_lacks_what_it_needs_is_named_once()
    {
        var name = $"PlugIn{Guid.NewGuid():N}";
        var lacking = new PersistedAssemblyBuilder(new AssemblyName($"Lacking{name}"), typeof(object).Assembly).DefineDynamicModule("m").DefineType("ILacking", Contract);
        var plugIn = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var type = plugIn.DefineDynamicModule("m").DefineType("ICommand", Contract);
        type.AddInterfaceImplementation(lacking);
        type.AddInterfaceImplementation(typeof(SkyButler.Commands.IButlerCommand));
        lacking.CreateType();
        type.CreateType();
        plugIn.Save(folder.File($"{name}.dll"));
        var run = await CommandRun.OfAsync("butler", ["--help"], EnvironmentVariables.Empty.With("SKYBUTLER_PLUGINS", folder.Path), "", Cancel);
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("ingest-files");
        var warning = run.ErrorLines.ShouldHaveSingleItem();
        warning.ShouldStartWith($"Warning: The plug-in {name}.dll lacks the assembly 'Lacking{name}");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_and_a_file_that_is_no_assembly_are_named()
    {
        await File.WriteAllTextAsync(folder.File("broken.dll"), "MZ", Cancel);
        var environment = EnvironmentVariables.Empty.With("SKYBUTLER_PLUGINS", $"{folder.File("missing")}:{folder.Path}");
        var run = await CommandRun.OfAsync("butler", ["--help"], environment, "", Cancel);
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("ingest-files");
        run.ErrorLines.Count.ShouldBe(2, run.Error);
        run.ErrorLines[0].ShouldStartWith($"Warning: The folder of plug-ins {folder.File("missing")} does not exist");
        run.ErrorLines[1].ShouldStartWith($"Warning: The plug-in {folder.File("broken.dll")} is no .NET assembly");
    }

    private static Task<CommandRun> RunAsync(params string[] words) => CommandRun.OfAsync("butler", words, Environment, "", Cancel);

    private async Task<string> MakeRepositoryAsync()
    {
        var repository = folder.File("repo");
        await File.WriteAllTextAsync(folder.File("spx.yaml"), "name: SPX\nclass: spherex.SPHEREx\nexposure_max: 1000\ndetector_max: 6\nvisit_system: one-to-one\ndetectors:\n  - {ids: 0..5, full_name: \"S{id}\", lmin: 0.75, lmax: 5.0, r: 41.0, desc: x}\n", Cancel);
        await File.WriteAllTextAsync(
            folder.File("exposures.yaml"),
            string.Concat(((int[])[1, 2]).Select(i => $"{(i == 1 ? "exposure:\n" : "")}  - {{instrument: SPX, id: {i}, name: e{i}, exposure_time: 30.0, group_name: g1, group_id: 1, timespan: [2026-01-01T00:0{i}:00, 2026-01-01T00:0{i}:30]}}\n")),
            Cancel);
        await SucceedAsync("create", repository, "--seed-config", SharedFiles.Data("spherex/configs/butler.yaml"), "--dimension-config", SharedFiles.Data("spherex/configs/dimensions.yaml"), "--override");
        await SucceedAsync("register-instrument", repository, folder.File("spx.yaml"));
        await SucceedAsync("insert-dimension-records", repository, folder.File("exposures.yaml"));
        await SucceedAsync("register-dataset-type", repository, "rawexp", "SPHERExImage", "instrument", "exposure", "detector");
        return repository;
    }

    private static async Task SucceedAsync(params string[] words) => (await RunAsync(words)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Error));
}
