namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>A field does not take an element of its value.</summary>
/// <param name="element">Which element, as it would follow the field's name: <c>['raw'].access</c>.</param>
/// <param name="reason">What is wrong with it.</param>
/// <param name="inner">How it was found.</param>
internal sealed class FieldValueException(string element, string reason, Exception? inner = null) : ArgumentException($"{element.TrimStart('.')}: {reason}", inner)
{
    public string Element { get; } = element;

    public string Reason { get; } = reason;

    /// <summary>The same error, seen from outside an element.</summary>
    public static FieldValueException In(string element, ArgumentException error) => error is FieldValueException deeper
        ? new(element + deeper.Element, deeper.Reason, deeper)
        : new(element, error.Message, error);
}
