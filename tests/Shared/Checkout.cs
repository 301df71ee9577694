namespace SkyButler.Tests.Shared;

/// <summary>Files of this checkout.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Absolute path of a file of this checkout.</summary>
    public static string File(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "SkyButler.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests must run from within a checkout: no folder above them holds SkyButler.slnx.");
    }
}
