using System.Globalization;
using SkyButler.Dimensions.Records;

namespace SkyButler.Queries.Expressions.Binding;

/// <summary>What people mostly mean where the types of a comparison do not agree.</summary>
internal static class ComparisonHint
{
    /// <summary>A sentence led by a blank; empty where nothing is known.</summary>
    public static string For(Scalar left, Scalar right) => Between(left, right) ?? Between(right, left) ?? "";

    private static string? Between(Scalar column, Scalar value) => (column.Type, value) switch
    {
        (ScalarType.DateTime, Scalar.Literal { Value: string }) => " A time is written as T'2024-01-31T12:00:00'.",
        (ScalarType.Timespan, Scalar.Literal { Value: string }) => " A timespan OVERLAPS a time T'2024-01-31T12:00:00', or two of them: (T'…', T'…').",
        (ScalarType.Int or ScalarType.Float, Scalar.Literal { Value: string text }) when IsNumber(text) => " A number is written without quotes.",
        (ScalarType.Int, Scalar.Literal { Value: string text }) when NameOf(column) is { } name => $" A name is compared as {name}='{text}'.",
        (ScalarType.String, Scalar.Literal { Type: ScalarType.Int or ScalarType.Float }) when column is Scalar.Reference => " A text is written in single quotes.",
        _ => null,
    };

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string? NameOf(Scalar column) =>
        column is Scalar.Reference { Column: QueryColumn.Key { Dimension: var dimension } }
        && dimension.Schema.Fields.FirstOrDefault(f => f.Kind == DimensionFieldKind.AlternateKey) is { } field
            ? $"{dimension}.{field.Name}"
            : null;
}
