using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;

namespace SkyButler.Pipelines.Tasks.Sources;

/// <summary>
/// What tasks are compiled against: the assemblies of this very program, SkyButler's and .NET's, as they lie in memory. So no SDK is needed
/// and no second copy of them ships, and what compiles is what will run.
/// </summary>
internal static class CompilerReferences
{
    // What a task is likely to use although nothing here does; 'netstandard' leads to nearly all of .NET.
    private static readonly string[] More =
    [
        "netstandard", "System.Runtime", "System.Text.Json", "System.Collections.Immutable", "System.Threading.Channels", "System.Net.Http", "System.Net.Http.Json",
        "System.Linq.AsyncEnumerable", "System.IO.Pipelines", "System.Memory", "System.Numerics.Vectors", "System.Runtime.Intrinsics",
    ];

    private static readonly Lazy<ImmutableArray<MetadataReference>> Known = new(() => [.. Assemblies().Select(Reference).OfType<MetadataReference>()]);

    public static ImmutableArray<MetadataReference> All => Known.Value;

    private static IEnumerable<Assembly> Assemblies()
    {
        var found = new Dictionary<string, Assembly>(StringComparer.Ordinal) { ["SkyButler.Pipelines"] = typeof(CompilerReferences).Assembly };
        var open = new Queue<AssemblyName>([.. typeof(CompilerReferences).Assembly.GetReferencedAssemblies(), .. More.Select(n => new AssemblyName(n))]);
        while (open.TryDequeue(out var name))
        {
            if (name.Name is null || name.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || found.ContainsKey(name.Name) || TryLoad(name) is not { } assembly)
                continue;
            found.Add(name.Name, assembly);
            foreach (var next in assembly.GetReferencedAssemblies())
                open.Enqueue(next);
        }

        return found.Values;
    }

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name.Name!));
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    private static unsafe PortableExecutableReference? Reference(Assembly assembly) =>
        assembly.TryGetRawMetadata(out var start, out var length)
            ? AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)start, length)).GetReference(display: assembly.GetName().Name)
            : null;
}
