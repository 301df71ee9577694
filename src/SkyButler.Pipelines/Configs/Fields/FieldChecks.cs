using System.Collections;
using System.Globalization;
using System.Reflection;
using SkyButler.Configuration.Overrides;

namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>What a field's value must keep to, as its attributes say.</summary>
internal sealed class FieldChecks
{
    private ConfigRangeAttribute? range;
    private ConfigLengthAttribute? length;
    private IReadOnlyList<ConfigChoiceAttribute> choices = [];

    public static FieldChecks Of(PropertyInfo property) => new()
    {
        range = property.GetCustomAttribute<ConfigRangeAttribute>(),
        length = property.GetCustomAttribute<ConfigLengthAttribute>(),
        choices = [.. property.GetCustomAttributes<ConfigChoiceAttribute>()],
    };

    /// <summary>What is wrong with a value; null where nothing is. Ranges and choices hold for each element of a list.</summary>
    public string? Problem(object value)
    {
        if (value is IEnumerable elements and not string and not IDictionary)
        {
            var count = 0;
            foreach (var element in elements)
            {
                count++;
                if (element is not null && ElementProblem(element) is { } problem)
                    return problem;
            }

            return length is null || (count >= length.Min && count <= length.Max) ? null : LengthText(count);
        }

        return ElementProblem(value);
    }

    private string? ElementProblem(object value)
    {
        if (range is not null && value is IConvertible and not string and not bool && !InRange(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            return $"{PythonText.Repr(value)} is not in {RangeText()}";
        if (choices.Count > 0 && !choices.Any(c => Same(c.Value, value)))
            return $"{PythonText.Repr(value)} is none of {string.Join(", ", choices.Select(c => PythonText.Repr(c.Value)))}"
                + (value is string s ? Suggestions.For(s, choices.Select(c => c.Value).OfType<string>()) : "");
        return null;
    }

    private bool InRange(double number) =>
        (range!.InclusiveMin ? number >= range.Min : number > range.Min) && (range.InclusiveMax ? number <= range.Max : number < range.Max);

    private string RangeText() => string.Create(
        CultureInfo.InvariantCulture, $"{(range!.InclusiveMin ? '[' : '(')}{range.Min},{range.Max}{(range.InclusiveMax ? ']' : ')')}");

    private string LengthText(int count) => length!.Min == length.Max
        ? $"it has {count} elements instead of {length.Min}"
        : $"it has {count} elements, which is not between {length.Min} and {(length.Max == int.MaxValue ? "any number" : length.Max)}";

    private static bool Same(object allowed, object value) => allowed is string || value is string
        ? Equals(allowed, value)
        : Convert.ToDouble(allowed, CultureInfo.InvariantCulture).Equals(Convert.ToDouble(value, CultureInfo.InvariantCulture));
}
