namespace SkyButler.Imaging.Archives;

/// <summary>One row of an afw archive's index: which rows of which table belong to a persisted object.</summary>
/// <param name="Id">The object's number in the archive.</param>
/// <param name="Catalog">Number of the table (AR_CATN).</param>
/// <param name="Part">Which of the object's tables it is, from 0.</param>
/// <param name="FirstRow">First row.</param>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Name">Kind of object.</param>
internal readonly record struct ArchiveEntry(int Id, int Catalog, int Part, int FirstRow, int RowCount, string Name);
