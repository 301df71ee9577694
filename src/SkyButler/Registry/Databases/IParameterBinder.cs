using SkyButler.Dimensions.DataIds;

namespace SkyButler.Registry.Databases;

/// <summary>Takes the parameters of one execution of a prepared statement, numbered from 1, without boxing.</summary>
internal interface IParameterBinder
{
    void Bind(int number, long value);

    void Bind(int number, double value);

    void Bind(int number, string? value);

    void Bind(int number, Guid value);

    void Bind(int number, DataIdValue value);

    void BindNull(int number);

    /// <summary>Binds whatever a <see cref="SqlQuery"/> may carry.</summary>
    void BindAny(int number, object? value);
}
