package io.tenure.workbook;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Opens untrusted XML: nothing outside it is fetched, and no entity expands.
final class XmlReader {
    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {}

    static XMLStreamReader of(byte[] part) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(new ByteArrayInputStream(part));
    }

    private static XMLInputFactory factory() {
        var factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, Boolean.FALSE);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, Boolean.FALSE);
        return factory;
    }
}
