using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading.Plans;

/// <summary>Fetches pieces of a file, those that lie near one another by one request.</summary>
internal static class NearSections
{
    // So many bytes that nobody wants travel sooner than another request is answered.
    private const int Gap = 64 << 10;
    private const int LongestRequest = 8 << 20;

    /// <summary>The bytes of pieces; of those that don't lie in the file, or are more than allowed together, nothing.</summary>
    public static async Task<IReadOnlyDictionary<FileSection, byte[]>> ReadAsync(IByteSource source, IEnumerable<FileSection> sections, long most, CancellationToken cancellationToken)
    {
        var found = new Dictionary<FileSection, byte[]>();
        foreach (var run in Runs(Allowed(source, sections, most)))
        {
            var start = run[0].Offset;
            var bytes = new byte[run.Max(End) - start];
            await source.ReadAsync(start, bytes, cancellationToken);
            foreach (var section in run)
                found[section] = bytes.AsSpan((int)(section.Offset - start), (int)section.Length).ToArray();
        }

        return found;
    }

    private static List<FileSection> Allowed(IByteSource source, IEnumerable<FileSection> sections, long most)
    {
        var allowed = new List<FileSection>();
        foreach (var section in sections.Distinct())
        {
            if (section.Length <= 0 || section.Length > most || section.Offset > source.Length - section.Length)
                continue;
            most -= section.Length;
            allowed.Add(section);
        }

        allowed.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        return allowed;
    }

    private static IEnumerable<List<FileSection>> Runs(List<FileSection> sections)
    {
        var run = new List<FileSection>();
        var end = 0L;
        foreach (var section in sections)
        {
            if (run.Count > 0 && (section.Offset > end + Gap || End(section) - run[0].Offset > LongestRequest))
            {
                yield return run;
                run = [];
            }

            end = run.Count == 0 ? End(section) : Math.Max(end, End(section));
            run.Add(section);
        }

        if (run.Count > 0)
            yield return run;
    }

    private static long End(FileSection section) => section.Offset + section.Length;
}
