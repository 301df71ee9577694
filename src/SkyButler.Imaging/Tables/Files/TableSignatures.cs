using System.Text;
using SkyButler.Imaging.Tables.Text;

namespace SkyButler.Imaging.Tables.Files;

/// <summary>Tells formats apart by a file's first bytes, and says of those that aren't read what to do instead.</summary>
internal static class TableSignatures
{
    /// <exception cref="TableException">The format is known, but not read here.</exception>
    public static TableFormat FormatOf(ReadOnlySpan<byte> head, string path)
    {
        if (head is [0x89, (byte)'H', (byte)'D', (byte)'F', ..])
            throw new TableException($"{path} is HDF5, which is not read here: HDF5 tables are Python's (pandas, h5py); convert it there to FITS or ECSV");
        if (head.StartsWith("PAR1"u8))
            throw new TableException($"{path} is Parquet, which is not read here: give FITS, ECSV, CSV or VOTable, or in a program read it by TableFiles.ReadAsync");
        if (head is [0x1f, 0x8b, ..] || head.StartsWith("SIMPLE  ="u8))
            return TableFormat.Fits;
        string text = Encoding.UTF8.GetString(head).TrimStart('\ufeff', ' ', '\t', '\r', '\n');
        if (text.StartsWith("<?xml", StringComparison.Ordinal) || text.StartsWith("<VOTABLE", StringComparison.Ordinal) || text.StartsWith("<!DOCTYPE", StringComparison.Ordinal))
            return TableFormat.Votable;
        if (text.StartsWith(EcsvHeader.Signature, StringComparison.Ordinal))
            return TableFormat.Ecsv;
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new TableException($"{path} is no table that is known here: FITS, ECSV, CSV and VOTable are read")
            : TableFormat.Csv;
    }
}
