namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Generic code that is chosen at run time by what a table's column holds.</summary>
internal interface IElementVisitor<out TResult>
{
    /// <summary>Numbers or truth values.</summary>
    TResult VisitNumbers<T>()
        where T : unmanaged;

    /// <summary>Texts.</summary>
    TResult VisitTexts();
}
