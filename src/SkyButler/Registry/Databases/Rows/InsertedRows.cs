namespace SkyButler.Registry.Databases.Rows;

/// <summary>Rows to be inserted, whatever they are made from: sessions need not be compiled anew for each kind of object.</summary>
/// <param name="count">How many there are.</param>
/// <param name="write">Writes the row of a number from 0 on; called as often as the database needs it.</param>
internal sealed class InsertedRows(int count, Action<IRowWriter, int> write)
{
    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>Rows that are written from objects, one from each.</summary>
    public static InsertedRows Of<T>(IReadOnlyList<T> rows, Action<IRowWriter, T> write) => new(rows.Count, (writer, row) => write(writer, rows[row]));

    /// <summary>Writes one.</summary>
    public void Write(IRowWriter writer, int row) => write(writer, row);
}
