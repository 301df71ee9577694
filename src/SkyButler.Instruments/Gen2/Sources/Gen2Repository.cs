using System.Text.RegularExpressions;

namespace SkyButler.Instruments.Gen2.Sources;

/// <summary>A folder of the second generation: a repository's root, or a rerun in it.</summary>
/// <param name="Folder">Its full path.</param>
internal sealed partial record Gen2Repository(string Folder)
{
    private const string Mapper = "_mapper";
    private const string Parent = "_parent";
    private const string Configuration = "repositoryCfg.yaml";
    private const string ParentsKey = "_parents:";
    private const int MostParents = 100;

    /// <summary>The class of its mapper; null where it does not say, and its parents know.</summary>
    public string? MapperName
    {
        get
        {
            if (File.Exists(Path.Combine(Folder, Mapper)))
                return File.ReadAllText(Path.Combine(Folder, Mapper)).Trim();
            var line = Lines().FirstOrDefault(line => line.StartsWith("_mapper:", StringComparison.Ordinal));
            return line is not null && ClassName().Match(line) is { Success: true } name ? name.Value : null;
        }
    }

    /// <summary>Its parents, the first first.</summary>
    public IReadOnlyList<Gen2Repository> Parents
    {
        get
        {
            var paths = new List<string>();
            var link = new FileInfo(Path.Combine(Folder, Parent));
            if (link.LinkTarget is { } target)
                paths.Add(target);
            // A list in a block; its items may stand as far to the left as its name.
            paths.AddRange(Lines().SkipWhile(line => !line.StartsWith(ParentsKey, StringComparison.Ordinal)).Skip(1)
                .TakeWhile(line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal)).Select(line => line.TrimStart()[2..].Trim().Trim('\'', '"')).Where(path => path.Length > 0));
            return [.. paths.Select(path => At(Path.Combine(Folder, path))).Distinct()];
        }
    }

    /// <summary>The repository of a path.</summary>
    public static Gen2Repository At(string path) => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>Reruns with all reruns that are their parents, parents first.</summary>
    /// <exception cref="Gen2Exception">One is not there, or is its own parent.</exception>
    public static IReadOnlyList<Gen2Repository> WithParents(Gen2Repository root, IReadOnlyList<Gen2Repository> reruns)
    {
        var sorted = new List<Gen2Repository>();
        foreach (var rerun in reruns)
            Add(rerun, 0);
        return sorted;

        void Add(Gen2Repository rerun, int depth)
        {
            if (!Directory.Exists(rerun.Folder))
                throw new Gen2Exception($"There is no rerun {rerun.Folder}.");
            if (depth > MostParents)
                throw new Gen2Exception($"The rerun {rerun.Folder} is its own parent.");
            if (rerun == root || sorted.Contains(rerun))
                return;
            foreach (var parent in rerun.Parents)
                Add(parent, depth + 1);
            if (!sorted.Contains(rerun))
                sorted.Add(rerun);
        }
    }

    private string[] Lines() => File.Exists(Path.Combine(Folder, Configuration)) ? File.ReadAllLines(Path.Combine(Folder, Configuration)) : [];

    [GeneratedRegex(@"[A-Za-z_]\w*(?:\.\w+)+", RegexOptions.NonBacktracking)]
    private static partial Regex ClassName();
}
