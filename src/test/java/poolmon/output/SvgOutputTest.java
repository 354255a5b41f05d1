package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import poolmon.fixture.Reports;

import java.io.StringReader;

import javax.xml.parsers.DocumentBuilderFactory;

/// An image that any browser and any strict reader of XML opens, whatever names pools have.
class SvgOutputTest {

    private static Document image(Reports report) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        String printed = Printed.print(Format.SVG, report.report());
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(printed)));
    }

    @ParameterizedTest
    @EnumSource(Reports.class)
    void everyReportIsWellFormedAndRunsNothing(Reports report) throws Exception {
        Document image = image(report);

        assertThat(image.getDocumentElement().getLocalName()).isEqualTo("svg");
        NodeList all = image.getElementsByTagNameNS("*", "*");
        for (int i = 0; i < all.getLength(); i++) {
            assertThat(all.item(i).getLocalName())
                    .isIn("svg", "rect", "g", "text", "line", "polyline", "polygon");
            for (int a = 0; a < all.item(i).getAttributes().getLength(); a++) {
                String name = all.item(i).getAttributes().item(a).getNodeName();
                assertThat(name).doesNotStartWith("on").isNotIn("href", "xlink:href", "style");
            }
        }
    }
}
