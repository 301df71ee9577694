namespace SkyButler.Resources.Transfers;

/// <summary>Names and decisions about <see cref="TransferMode"/>.</summary>
public static class TransferModes
{
    private static readonly (string Name, TransferMode Mode)[] Names =
    [
        ("None", TransferMode.None), ("auto", TransferMode.Auto), ("copy", TransferMode.Copy), ("move", TransferMode.Move),
        ("link", TransferMode.Link), ("hardlink", TransferMode.Hardlink), ("symlink", TransferMode.Symlink),
        ("relsymlink", TransferMode.RelSymlink), ("direct", TransferMode.Direct), ("split", TransferMode.Split),
    ];

    /// <summary>Reads a mode by the name that command lines and files use, in any case.</summary>
    /// <exception cref="ResourceException">There is no such mode.</exception>
    public static TransferMode Parse(string name)
    {
        foreach (var (known, mode) in Names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return mode;
        }
        throw new ResourceException($"There is no transfer mode '{name}'; the modes are {string.Join(", ", Names.Select(entry => entry.Name))}.");
    }

    /// <summary>The name that command lines and files use.</summary>
    public static string ToName(this TransferMode mode) => Names.First(entry => entry.Mode == mode).Name;

    /// <summary>
    /// What <see cref="TransferMode.Auto"/> means for a source and a target: a link when both are local, else a copy. Other modes stand.
    /// </summary>
    public static TransferMode Resolve(this TransferMode mode, ResourcePath source, ResourcePath target) =>
        mode != TransferMode.Auto ? mode : source.IsLocal && target.IsLocal ? TransferMode.Link : TransferMode.Copy;

    /// <summary>
    /// What <see cref="TransferMode.Auto"/> means when a set of files is taken into a store: nothing is moved when all are inside, files
    /// are linked or copied when all are outside, and a mixture is split. Other modes stand.
    /// </summary>
    public static TransferMode ResolveForIngest(this TransferMode mode, IEnumerable<ResourcePath> sources, ResourcePath root)
    {
        if (mode != TransferMode.Auto)
            return mode;
        bool anyInside = false, anyOutside = false;
        foreach (var source in sources)
        {
            if (source.IsAbsolute && !source.IsWithin(root))
                anyOutside = true;
            else
                anyInside = true;
        }
        return (anyInside, anyOutside) switch
        {
            (true, true) => TransferMode.Split,
            (true, false) => TransferMode.None,
            _ => TransferMode.Auto,
        };
    }
}
