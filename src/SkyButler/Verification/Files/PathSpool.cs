using System.Text;
using SkyButler.Resources.Durability;

namespace SkyButler.Verification.Files;

/// <summary>
/// Any number of entries by path, divided into parts by what the path hashes to, so that two spools can be compared part by part. Beyond some
/// hundred thousand they wait in temporary files.
/// </summary>
/// <typeparam name="T">The entries.</typeparam>
internal sealed class PathSpool<T>(Action<BinaryWriter, T> write, Func<BinaryReader, T> read) : IDisposable
{
    /// <summary>Into how many parts spools are divided; each fits into memory.</summary>
    public const int Parts = 128;

    private const int MostInMemory = 200_000;
    private readonly List<(string Path, T Value)>[] memory = [.. Enumerable.Range(0, Parts).Select(_ => new List<(string, T)>())];
    private readonly FileStream?[] files = new FileStream?[Parts];
    private int waiting;

    /// <summary>How many entries there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an entry.</summary>
    public void Add(string path, T value)
    {
        memory[(int)((uint)path.GetHashCode(StringComparison.Ordinal) % Parts)].Add((path, value));
        Count++;
        if (++waiting >= MostInMemory)
            Spill();
    }

    /// <summary>The entries of one part.</summary>
    public IEnumerable<(string Path, T Value)> Part(int part)
    {
        if (files[part] is { } file)
        {
            file.Position = 0;
            using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
            while (file.Position < file.Length)
                yield return (reader.ReadString(), read(reader));
        }

        foreach (var entry in memory[part])
            yield return entry;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var file in files)
            file?.Dispose();
    }

    private void Spill()
    {
        for (var part = 0; part < Parts; part++)
        {
            if (memory[part].Count == 0)
                continue;
            var file = files[part] ??= TemporaryFile.Open();
            file.Position = file.Length;
            using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
            foreach (var (path, value) in memory[part])
            {
                writer.Write(path);
                write(writer, value);
            }

            memory[part].Clear();
        }

        waiting = 0;
    }
}
