using System.Globalization;
using SkyButler.Resources;

namespace SkyButler.Benchmarks.Storage;

/// <summary>Files of one size whose bytes no storage can make smaller.</summary>
/// <param name="Words">What they are called in the table.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Size">The size of each in bytes.</param>
internal sealed record FileSet(string Words, int Count, int Size)
{
    private const int Seed = 5;

    /// <summary>Small ones, such as those of logs and metadata.</summary>
    public static FileSet Small { get; } = new("2,000 files of 20 kB", 2_000, 20_000);

    /// <summary>Images of a detector.</summary>
    public static FileSet Large { get; } = new("40 files of 25 MB", 40, 25_000_000);

    /// <summary>The names, without folders.</summary>
    public IEnumerable<string> Names => Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i:D4}.yaml"));

    /// <summary>Writes them.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(Seed);
        var content = new byte[Size];
        foreach (var name in Names)
        {
            random.NextBytes(content);
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    /// <summary>The files in a folder.</summary>
    public IEnumerable<ResourcePath> In(ResourcePath folder) => Names.Select(name => folder.Join(name));
}
