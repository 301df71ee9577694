using System.Globalization;
using System.Text;

namespace SkyButler.Registry.Databases.Sqlite.Locks;

/// <summary>
/// The order among processes that write to one file. SQLite lets in whoever asks in the right moment, which is nearly always the one who has just
/// finished and asks again at once. So only he asks SQLite who has the turn, and lets go of it as soon as he is in: whoever comes
/// out finds the next one at the door. Who is in keeps a second file locked, in which he says who he is.
/// </summary>
internal sealed class WriterTurns(string database) : IDisposable
{
    /// <summary>The file of locks by names.</summary>
    public const string Names = "names";

    private const string Folder = ".skybutler";

    private readonly Lazy<LockFile> turn = new(() => LockFile.Open(PathOf(database, "turn"), database));
    private readonly Lazy<LockFile> inside = new(() => LockFile.Open(PathOf(database, "writer"), database));
    private bool isInside;

    /// <summary>Takes the turn unless another process has it.</summary>
    public bool TryTake() => turn.Value.TryLock();

    public void PassOn() => turn.Value.Unlock();

    /// <summary>Says that this process writes now.</summary>
    public void Enter()
    {
        isInside = inside.Value.TryLock();
        if (isInside)
            inside.Value.Write(Encoding.UTF8.GetBytes(LockHolder.Own().ToText()));
    }

    /// <summary>Ends that, however the writing ended.</summary>
    public void Leave()
    {
        if (!isInside)
            return;
        isInside = false;
        inside.Value.Unlock();
    }

    /// <summary>Who says that it writes; null for nobody.</summary>
    public LockHolder? Inside()
    {
        if (inside.Value.TryLock())
        {
            inside.Value.Unlock();
            return null;
        }

        return LockHolder.Parse(inside.Value.Read());
    }

    public void Dispose()
    {
        if (turn.IsValueCreated)
            turn.Value.Dispose();
        if (!inside.IsValueCreated)
            return;
        // Emptied, so that whoever changed nothing in the end leaves no trace of having tried.
        inside.Value.Clear();
        inside.Value.Dispose();
    }

    /// <summary>Removes what writers of a database share, when it goes.</summary>
    public static void Remove(string database)
    {
        var folder = Path.Combine(Path.GetDirectoryName(database)!, Folder);
        if (!Directory.Exists(folder))
            return;
        foreach (var name in (string[])["turn", "writer", Names])
            File.Delete(PathOf(database, name));
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>Where a file beside a database is.</summary>
    public static string PathOf(string database, string name) => Path.Combine(
        Path.GetDirectoryName(database)!, Folder, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(database)}.{name}"));
}
