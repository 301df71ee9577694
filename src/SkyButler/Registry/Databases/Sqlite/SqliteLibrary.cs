using System.Reflection;
using System.Runtime.InteropServices;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>
/// Loads SQLite from the folder <c>native</c> beside the executable, where there is one. Asked first: the runtime by itself tries hundreds of
/// places.
/// </summary>
internal static class SqliteLibrary
{
    private const string Name = "e_sqlite3";

    // A statement that inserts many rows keeps the pages that it changes, to undo itself. SQLite writes more than 64 KB of them to a file each time.
    private const int SpillOption = 26;
    private const int SpilledBeyond = 4 << 20;

    // Nobody asks how much memory it has taken; counted, each piece of it is taken under a lock.
    private const int MemoryStatusOption = 9;
    private static readonly Lazy<bool> Loaded = new(Attach);

    /// <summary>Makes sure that the library can be called.</summary>
    public static void Load() => _ = Loaded.Value;

    private static bool Attach()
    {
        NativeLibrary.SetDllImportResolver(typeof(SqliteLibrary).Assembly, Find);
        // Refused, without harm, where somebody else in this process has used the library before.
        _ = NativeSqlite.Configure(SpillOption, SpilledBeyond);
        _ = NativeSqlite.Configure(MemoryStatusOption, 0);
        return true;
    }

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? places)
    {
        if (name != Name)
            return 0;
        var folder = Path.Combine(AppContext.BaseDirectory, "native");
        return NativeLibrary.TryLoad(Path.Combine(folder, $"lib{Name}.so"), out var library) || NativeLibrary.TryLoad(name, assembly, places, out library)
            ? library
            : throw new RegistryException($"The library lib{Name}.so (SQLite) is missing in {folder}; it comes with the executable: copy the whole folder bin, with bin/native, or build it anew (./build.sh).");
    }
}
