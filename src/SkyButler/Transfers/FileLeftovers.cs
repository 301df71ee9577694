using SkyButler.Resources;
using SkyButler.Resources.Durability;

namespace SkyButler.Transfers;

/// <summary>
/// What an export or a retrieval that was killed left of files that it was writing. Only what was to become one of the files that are written now
/// goes: in the same folder others may be writing theirs. Each folder is listed once.
/// </summary>
internal sealed class FileLeftovers
{
    private readonly Dictionary<string, List<string>> temporaries = new(StringComparer.Ordinal);

    /// <summary>Removes what was to become some files; only one work at a time goes into a folder.</summary>
    public void Remove(IEnumerable<ResourcePath> targets)
    {
        foreach (var file in targets.Where(t => t.IsLocal).Select(t => t.LocalPath).GroupBy(p => Path.GetDirectoryName(p)!, StringComparer.Ordinal))
        {
            var names = In(file.Key);
            if (names.Count == 0)
                continue;
            foreach (var leftover in names.Where(n => file.Any(f => TemporaryNames.IsTemporaryOf(n, Path.GetFileName(f)))).ToList())
            {
                Delete(Path.Combine(file.Key, leftover));
                names.Remove(leftover);
            }
        }
    }

    private static void Delete(string leftover)
    {
        try
        {
            File.Delete(leftover);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot remove {leftover}, which somebody who was stopped left: {e.Message}", e);
        }
    }

    private List<string> In(string folder)
    {
        if (temporaries.TryGetValue(folder, out var known))
            return known;
        var found = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(TemporaryNames.IsTemporary).ToList()
            : [];
        return temporaries[folder] = found;
    }
}
