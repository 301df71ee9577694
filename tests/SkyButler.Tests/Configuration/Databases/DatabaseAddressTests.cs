using SkyButler.Configuration;
using SkyButler.Configuration.Databases;

namespace SkyButler.Tests.Configuration.Databases;

public sealed class DatabaseAddressTests
{
    [Fact]
    public void All_parts_are_read_and_the_driver_is_left_out()
    {
        var address = DatabaseAddress.Parse("postgresql+psycopg2://ann%40home:se%2Fcret@db.example.org:5433/survey?sslmode=require&application_name=a%20b");

        (address.Dialect, address.User, address.Password, address.Host, address.Port, address.Database)
            .ShouldBe(("postgresql", "ann@home", "se/cret", "db.example.org", 5433, "survey"));
        address.Options["sslmode"].ShouldBe("require");
        address.Options["application_name"].ShouldBe("a b");
        address.ToString().ShouldBe("postgresql://ann@home@db.example.org:5433/survey");
    }

    [Theory]
    [InlineData("postgresql:///survey", null, null, "survey")]
    [InlineData("postgresql://host", "host", null, null)]
    [InlineData("postgresql://[::1]:99/survey", "::1", 99, "survey")]
    [InlineData("postgresql://[::1]/survey", "::1", null, "survey")]
    public void Parts_may_be_left_out(string url, string? host, int? port, string? database)
    {
        var address = DatabaseAddress.Parse(url);

        (address.Host, address.Port, address.Database, address.User, address.Password).ShouldBe((host, port, database, null, null));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("postgresql://ann:secret@host:port/survey")]
    [InlineData("postgresql://ann:secret@host:99999/survey")]
    public void What_is_no_address_is_refused_without_a_password_in_the_message(string url) =>
        Should.Throw<ConfigException>(() => DatabaseAddress.Parse(url)).Message.ShouldNotContain("secret");
}
