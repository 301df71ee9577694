using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Databases.Rows;

/// <summary>Takes the values of one row in the order of its columns, without boxing.</summary>
internal interface IRowWriter
{
    void Write(long value);

    void Write(double value);

    void Write(string? value);

    void Write(Guid value);

    void Write(DataIdValue value);

    void Write(Timespan? value);

    void WriteNull();

    /// <summary>Writes whatever a <see cref="SqlQuery"/> may carry.</summary>
    void WriteAny(object? value);
}
