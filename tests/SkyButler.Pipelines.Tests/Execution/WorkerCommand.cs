using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>The command that starts workers which know the tasks of these tests, as a plug-in.</summary>
internal static class WorkerCommand
{
    private const string Program = "src/SkyButler.CommandLine/bin/Debug/net10.0/SkyButler.CommandLine.dll";

    /// <summary>Makes the folder of plug-ins, and the command.</summary>
    public static IReadOnlyList<string> In(MixedRepository repository, params IReadOnlyList<string> environment)
    {
        var folder = Directory.CreateDirectory(repository.Beside("plugins")).FullName;
        var own = typeof(MockTask).Assembly.Location;
        // The attributes by which a test assembly names its runner come along.
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(own)!, "xunit*.dll").Append(own))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        return ["/usr/bin/env", $"SKYBUTLER_PLUGINS={folder}", .. environment, "dotnet", "exec", Checkout.File(Program), "__worker"];
    }
}
