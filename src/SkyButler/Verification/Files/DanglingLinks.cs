using System.IO.Enumeration;

namespace SkyButler.Verification.Files;

/// <summary>Finds symbolic links below a local folder that lead nowhere.</summary>
internal static class DanglingLinks
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = true,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Their paths below the folder, and where they lead.</summary>
    public static IEnumerable<(string Path, string Target)> Find(string root)
    {
        if (!Directory.Exists(root))
            yield break;
        // Links are few; only these are looked at.
        var links = new FileSystemEnumerable<string>(root, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        foreach (var link in links)
            if (new FileInfo(link) is { LinkTarget: { } target } file && !LeadsSomewhere(file))
                yield return (Path.GetRelativePath(root, link), target);
    }

    private static bool LeadsSomewhere(FileInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true };
        }
        catch (IOException)
        {
            // Links in a circle.
            return false;
        }
    }
}
