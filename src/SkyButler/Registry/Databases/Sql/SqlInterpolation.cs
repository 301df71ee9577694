using System.Runtime.CompilerServices;

namespace SkyButler.Registry.Databases.Sql;

/// <summary>Receives an interpolated string piece by piece for <see cref="SqlBuilder.Append(ref SqlInterpolation)"/>.</summary>
[InterpolatedStringHandler]
internal readonly ref struct SqlInterpolation
{
    private readonly SqlBuilder builder;

    public SqlInterpolation(int literalLength, int formattedCount, SqlBuilder builder)
    {
        _ = literalLength + formattedCount;
        this.builder = builder;
    }

    public void AppendLiteral(string sql) => builder.Raw(sql);

    public void AppendFormatted(SqlName name) => builder.Name(name.Value);

    public void AppendFormatted(SqlNames names) => builder.Names(names);

    public void AppendFormatted(SqlText sql) => builder.Raw(sql.Value);

    public void AppendFormatted(long value) => builder.Value(value);

    public void AppendFormatted(Guid value) => builder.Value(value);

    public void AppendFormatted(string? value) => builder.Value(value);

    public void AppendFormatted(object? value) => builder.Value(value);

    public void AppendFormatted(KeyRows rows) => builder.Rows(rows);

    public void AppendFormatted(IEnumerable<object> list) => builder.List(list);

    public void AppendFormatted(IEnumerable<Guid> list) => builder.List(list.Select(id => (object)id));
}
