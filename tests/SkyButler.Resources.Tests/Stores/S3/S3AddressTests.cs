using SkyButler.Resources.Stores.S3;
using SkyButler.Resources.Stores.S3.Connections;

namespace SkyButler.Resources.Tests.Stores.S3;

public sealed class S3AddressTests
{
    [Theory]
    [InlineData("s3://bucket/a/b%20c", "", "bucket", "a/b c")]
    [InlineData("s3://profile@bucket.x/a", "profile", "bucket.x", "a")]
    [InlineData("s3://bucket", "", "bucket", "")]
    public void Bucket_key_and_profile_are_read(string uri, string profile, string bucket, string key) =>
        S3Address.Of(ResourcePath.ParseStored(uri)).ShouldBe(new(profile, bucket, key));

    [Theory]
    [InlineData("s3:///key")]
    [InlineData("s3://a b/key")]
    [InlineData("s3://b/a/../c")]
    [InlineData("s3://b/%2E%2E/c")]
    [InlineData("s3://b/./c")]
    [InlineData("s3://pro$file@b/c")]
    public void What_can_be_no_object_is_refused_by_name(string uri)
    {
        var error = Should.Throw<ResourceException>(() => S3Address.Of(ResourcePath.ParseStored(uri)));
        error.Message.ShouldContain(uri);
        error.Message.ShouldContain("was refused");
    }

    [Fact]
    public void Keys_longer_than_S3_takes_are_refused() =>
        Should.Throw<ResourceException>(() => S3Address.Of(ResourcePath.ParseStored("s3://b/" + new string('x', 1025)))).Message.ShouldContain("1024 bytes");

    [Fact]
    public void A_secret_in_a_URL_is_decoded_and_never_repeated()
    {
        var environment = EnvironmentVariables.Empty.With("LSST_RESOURCES_S3_PROFILE_x", "https://key:a%2Fb%40c@host.example:9000").With("S3_ENDPOINT_URL", "http://other");
        S3Endpoint.Of("x", environment).ShouldBe(new("https://host.example:9000/", "key", "a/b@c"));
        S3Endpoint.Of("", environment).Url.ShouldBe("http://other/");
        S3Endpoint.Of("y", environment).Url.ShouldBe("http://other/");
        var error = Should.Throw<ResourceException>(() => S3Endpoint.Of("", EnvironmentVariables.Empty.With("S3_ENDPOINT_URL", "ftp://key:topsecret@host")));
        error.Message.ShouldNotContain("topsecret");
    }
}
