using System.Reflection;
using SkyButler.CommandLine.Programs.PlugIns;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Programs;

public sealed class PlugInAssembliesTests : IDisposable
{
    private readonly TemporaryDirectory folder = new("plugins");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_assembly_is_found_by_its_name_whatever_its_version()
    {
        File.WriteAllText(folder.File("My.Formats.dll"), "");
        PlugInAssemblies.FindFile(folder.Path, new AssemblyName("My.Formats, Version=2.0.0.0")).ShouldBe(folder.File("My.Formats.dll"));
        PlugInAssemblies.FindFile(folder.Path, new AssemblyName("Other")).ShouldBeNull();
    }

    [Fact]
    public void A_name_does_not_lead_out_of_the_folder()
    {
        var outside = folder.File("..", "Outside.dll");
        File.WriteAllText(outside, "");
        foreach (var name in (string[])["../Outside", Path.GetFullPath(outside)[..^4]])
            PlugInAssemblies.FindFile(folder.Path, new AssemblyName { Name = name }).ShouldBeNull();
    }
}
