namespace SkyButler.Imaging.Tables;

/// <summary>Generic code that is chosen at run time by a column's type.</summary>
internal interface IColumnTypeVisitor<out TResult>
{
    TResult Visit<T>();
}
