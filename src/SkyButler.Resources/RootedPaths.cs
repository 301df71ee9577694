namespace SkyButler.Resources;

/// <summary>
/// Joins names that come from others (templates, tables, archives, import files) to a root, and refuses any that would leave it.
/// Keeps what it learnt about directories, so that thousands of files in few directories cost one look each.
/// </summary>
public sealed class RootedPaths
{
    private const int LongestComponent = 255;
    private const int LongestPath = 4000;

    private readonly HashSet<string> _checkedFolders;
    private readonly HashSet<string>? _missingFolders;
    private readonly Lock _lock;

    /// <summary>Makes the guard of a root.</summary>
    /// <param name="root">The directory that nothing may leave.</param>
    public RootedPaths(ResourcePath root)
        : this(root.AsDirectory(), new(StringComparer.Ordinal), new(), null)
    {
    }

    private RootedPaths(ResourcePath root, HashSet<string> checkedFolders, Lock sync, HashSet<string>? missingFolders)
    {
        Root = root;
        _checkedFolders = checkedFolders;
        _lock = sync;
        _missingFolders = missingFolders;
    }

    /// <summary>The directory that nothing may leave.</summary>
    public ResourcePath Root { get; }

    /// <summary>
    /// The same guard for many paths that are joined at once: it looks for a folder that is not there yet only once, too. Not to be kept, as a
    /// link may be made there.
    /// </summary>
    public RootedPaths ForOneBatch() => new(Root, _checkedFolders, _lock, new(StringComparer.Ordinal));

    /// <summary>Joins a relative path, judging by its text alone.</summary>
    /// <exception cref="ResourceException">The path is absolute, climbs out by <c>..</c>, holds a NUL, or is too long.</exception>
    public ResourcePath Join(string relativePath)
    {
        var path = ResourcePath.ParseStored(relativePath);
        if (path.IsAbsolute)
            throw Refused(relativePath, "it is absolute");
        // Judged before normalising, and decoded: %2E%2E climbs as well as .. does.
        foreach (var part in PercentEncoding.Unquote(relativePath).Split('/'))
        {
            if (part == "..")
                throw Refused(relativePath, "it holds '..'");
            if (System.Text.Encoding.UTF8.GetByteCount(part) > LongestComponent)
                throw Refused(relativePath, $"a name in it is longer than {LongestComponent} bytes");
        }
        if (path.EncodedPath.Length > LongestPath)
            throw Refused(relativePath, $"it is longer than {LongestPath} characters");
        var joined = Root.Join(path);
        return joined.IsWithin(Root) ? joined : throw Refused(relativePath, "it names the folder itself or leaves it");
    }

    /// <summary>
    /// Joins a relative path under which something is about to be written, following also the symbolic links among its folders.
    /// </summary>
    /// <exception cref="ResourceException">As for <see cref="Join"/>, or a folder is a link that leads out of the root.</exception>
    public ResourcePath JoinForWriting(string relativePath)
    {
        var joined = Join(relativePath);
        if (Root.IsLocal)
            CheckFolder(Path.GetDirectoryName(joined.LocalPath)!, relativePath);
        return joined;
    }

    /// <summary>
    /// Joins a relative path that is new: besides what <see cref="JoinForWriting"/> refuses, names that other systems read otherwise, so
    /// that two of them could become one file, or one could lead elsewhere when a repository moves.
    /// </summary>
    /// <exception cref="ResourceException">
    /// As for <see cref="JoinForWriting"/>, or a name holds a backslash or control character, begins with a drive letter, ends in a dot or
    /// blank, or has letters and their accents apart (another normal form of Unicode).
    /// </exception>
    public ResourcePath JoinNew(string relativePath)
    {
        if (WhyNotNew(PercentEncoding.Unquote(relativePath)) is { } reason)
            throw Refused(relativePath, reason);
        return JoinForWriting(relativePath);
    }

    /// <summary>What is wrong with a name, with or without folders, that is to be made or recorded; null where every system reads it alike.</summary>
    public static string? WhyNotNew(string name)
    {
        if (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]))
            return "it names a drive";
        if (name.Any(letter => letter == '\\' || char.IsControl(letter)))
            return "it holds a backslash or a control character";
        foreach (var part in name.Split('/'))
        {
            if (part.EndsWith('.') || part.EndsWith(' '))
                return part is ".." ? "it holds '..'" : $"the name '{part}' in it ends in a dot or blank";
        }
        for (var i = 1; i < name.Length; i++)
        {
            if (IsApart(name[i]) && char.IsLetter(name[i - 1]))
                return $"it has the letter '{name[i - 1]}' and its accent apart; write them as one character (normal form C)";
        }
        return name.FirstOrDefault(IsDouble) is var twin and not '\0'
            ? $"it has the character U+{(int)twin:X4}, for which there is another that looks the same; write that (normal form C)"
            : null;
    }

    // Marks that are one character with the letter before them in normal form C: accents, voice marks of kana, vowels and ends of Korean syllables.
    private static bool IsApart(char letter) => letter is (>= '\u0300' and <= '\u036f') or '\u3099' or '\u309a' or (>= '\u1161' and <= '\u1175') or (>= '\u11a8' and <= '\u11c2');

    // The signs of Kelvin, Ångström and Ohm, and ideographs that were encoded twice.
    private static bool IsDouble(char letter) => letter is '\u212a' or '\u212b' or '\u2126' or (>= '\uf900' and <= '\ufa0d');

    private void CheckFolder(string folder, string relativePath)
    {
        var root = Root.LocalPath.TrimEnd('/');
        if (folder.Length <= root.Length)
            return;
        lock (_lock)
        {
            if (_checkedFolders.Contains(folder) || _missingFolders?.Contains(folder) == true)
                return;
        }
        CheckFolder(Path.GetDirectoryName(folder)!, relativePath);
        var information = new DirectoryInfo(folder);
        if (!information.Exists && information.LinkTarget is null)
        {
            lock (_lock)
                _missingFolders?.Add(folder);
            return;
        }
        if (information.LinkTarget is not null)
        {
            var target = information.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "";
            if (!target.StartsWith(RealRoot(root) + "/", StringComparison.Ordinal))
                throw Refused(relativePath, $"'{folder}' is a symbolic link that leads out of it");
        }
        lock (_lock)
            _checkedFolders.Add(folder);
    }

    private static string RealRoot(string root) =>
        new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName.TrimEnd('/') ?? root;

    private ResourceException Refused(string path, string reason) =>
        new($"The path '{path}' was refused under {Root}: {reason}.");
}
