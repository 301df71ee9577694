using System.Reflection;
using SkyButler.CommandLine.Programs.Definitions;

namespace SkyButler.CommandLine.Programs;

/// <summary>The version that <c>--version</c> shows.</summary>
internal static class ProductVersion
{
    /// <summary>Version of this build.</summary>
    public static string Text => typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The line that a program prints.</summary>
    public static string LineFor(string program) => program == ProgramCatalog.Executable ? $"{program} {Text}" : $"{program} (SkyButler) {Text}";
}
